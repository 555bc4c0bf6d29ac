(ns knossos.op
  "The events of a history as records: a process invokes a function with a
  value, and later completes it :ok, :fail or :info (nobody knows). An :index
  of -1 says that the place in the history was not given.")

(defrecord Op [process type f value ^:int index])

(defn Op->map
  "The event as a plain map; nil stays nil."
  [op]
  (when op (into {} op)))

(defn op
  "An event of any type."
  [process type f value]
  (->Op process type f value -1))

(defn invoke
  "A process begins an operation."
  [process f value]
  (op process :invoke f value))

(defn ok
  "The operation took effect."
  [process f value]
  (op process :ok f value))

(defn fail
  "The operation certainly took no effect."
  [process f value]
  (op process :fail f value))

(defn info
  "Whether the operation took effect, or will, is not known."
  [process f value]
  (op process :info f value))

(defn invoke? [op] (identical? :invoke (:type op)))

(defn ok? [op] (identical? :ok (:type op)))

(defn fail? [op] (identical? :fail (:type op)))

(defn info? [op] (identical? :info (:type op)))

(defn same-process?
  "Whether both events belong to one process."
  [a b]
  (= (:process a) (:process b)))
