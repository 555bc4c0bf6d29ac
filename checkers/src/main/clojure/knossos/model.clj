(ns knossos.model
  "Sequential objects: what each operation does when one happens at a time.

  A model is any type that has `step`. It must depend on nothing but its own
  state and the :f and :value of the operation, and be equal to every model in
  the same state; a record is."
  (:refer-clojure :exclude [set])
  (:import (clojure.lang PersistentQueue)))

(defprotocol Model
  (step [model op]
    "The model after the operation, or `(inconsistent why)` where the
    operation cannot happen."))

(defrecord Inconsistent [msg]
  Model
  (step [this _] this)

  Object
  (toString [_] (str msg)))

(defn inconsistent
  "The state behind a step that cannot happen, and why."
  [msg]
  (->Inconsistent msg))

(defn inconsistent?
  "Whether a step led nowhere."
  [model]
  (instance? Inconsistent model))

(defrecord NoOp []
  Model
  (step [this _] this))

(def noop
  "Allows everything and remembers nothing."
  (->NoOp))

(defn- reads?
  "Whether a read of `seen` fits an object that holds `held`. A read of nil
  learned nothing, so it fits everywhere."
  [held seen]
  (or (nil? seen) (= held seen)))

(defrecord Register [value]
  Model
  (step [this op]
    (condp = (:f op)
      :write (->Register (:value op))
      :read  (if (reads? value (:value op))
               this
               (inconsistent (str (pr-str value) "≠" (pr-str (:value op)))))))

  Object
  (toString [_] (pr-str value)))

(defn register
  "Takes :read and :write; holds nil at first, or x."
  ([]  (register nil))
  ([x] (->Register x)))

(defrecord CASRegister [value]
  Model
  (step [this op]
    (let [v (:value op)]
      (condp = (:f op)
        :write (->CASRegister v)
        :cas   (let [[from to] v]
                 (if (= value from)
                   (->CASRegister to)
                   (inconsistent (str "can't CAS " value " from " from " to " to))))
        :read  (if (reads? value v)
                 this
                 (inconsistent (str "can't read " v " from register " value))))))

  Object
  (toString [_] (pr-str value)))

(defn cas-register
  "Takes :read, :write, and :cas with a value [from to]."
  ([]      (cas-register nil))
  ([value] (->CASRegister value)))

(defrecord Mutex [locked?]
  Model
  (step [_ op]
    (condp = (:f op)
      :acquire (if locked? (inconsistent "already held") (->Mutex true))
      :release (if locked? (->Mutex false) (inconsistent "not held"))))

  Object
  (toString [_] (if locked? "locked" "free")))

(defn mutex
  "A free lock that takes :acquire and :release, from whomever."
  []
  (->Mutex false))

(defrecord MultiRegister []
  Model
  (step [this op]
    (assert (= :txn (:f op)) (str "a multi-register takes :txn, not " (pr-str (:f op))))
    (reduce (fn [registers [f k v]]
              (case f
                :write (assoc registers k v)
                :read  (if (reads? (get registers k) v)
                         registers
                         (reduced (inconsistent (str (pr-str (get registers k)) "≠" (pr-str v)))))))
            this
            (:value op))))

(defn multi-register
  "Registers by key, a map. Takes :txn with a list of [:read k v] and
  [:write k v], all at one moment."
  [values]
  (map->MultiRegister values))

(defrecord Set [s]
  Model
  (step [this op]
    (condp = (:f op)
      :add  (->Set (conj s (:value op)))
      :read (if (= s (:value op))
              this
              (inconsistent (str "can't read " (pr-str (:value op)) " from " (pr-str s)))))))

(defn set
  "An empty set that takes :add of an element and :read of all of them."
  []
  (->Set #{}))

(defrecord UnorderedQueue [pending]
  Model
  (step [_ op]
    (let [v (:value op)]
      (condp = (:f op)
        :enqueue (->UnorderedQueue (update pending v (fnil inc 0)))
        :dequeue (case (long (get pending v 0))
                   0 (inconsistent (str "can't dequeue " v))
                   1 (->UnorderedQueue (dissoc pending v))
                   (->UnorderedQueue (update pending v dec)))))))

(defn unordered-queue
  "Takes :enqueue and :dequeue, in any order; :pending counts the elements."
  []
  (->UnorderedQueue {}))

(defrecord FIFOQueue [pending]
  Model
  (step [_ op]
    (let [v (:value op)]
      (condp = (:f op)
        :enqueue (->FIFOQueue (conj pending v))
        :dequeue (cond
                   (empty? pending)     (inconsistent (str "can't dequeue " v " from empty queue"))
                   (= v (peek pending)) (->FIFOQueue (pop pending))
                   :else                (inconsistent (str "can't dequeue " v)))))))

(defn fifo-queue
  "Takes :enqueue and :dequeue, first in, first out."
  []
  (->FIFOQueue PersistentQueue/EMPTY))
