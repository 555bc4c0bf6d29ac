(ns knossos.history
  "Histories: vectors of events in the order they happened."
  (:refer-clojure :exclude [indexed?])
  (:require [knossos.op :as op]))

(defn parse-ops
  "Every event as an Op, so that a missing :value is nil everywhere."
  [history]
  (mapv op/map->Op history))

(defn- open-invocations
  "By process: its invocation that no event of a type in `ending` ended."
  [ending history]
  (reduce (fn [open {:keys [type process] :as op}]
            (cond
              (= :invoke type)                (assoc open process op)
              (ending type)                   (dissoc open process)
              (#{:ok :fail :info} type)       open
              :else (throw (IllegalArgumentException.
                             (str "expected a :type :invoke, :ok, :fail or :info, not " (pr-str type)
                                  " in " (pr-str op))))))
          {}
          history))

(defn unmatched-invokes
  "The invocations that nothing ended."
  [history]
  (vals (open-invocations #{:ok :fail :info} history)))

(defn crashed-invokes
  "The invocations that ended neither :ok nor :fail."
  [history]
  (vals (open-invocations #{:ok :fail} history)))

(defn processes
  "The set of all processes."
  [history]
  (into #{} (map :process) history))

(defn sort-processes
  "Named processes first, then numbers."
  [coll]
  (sort (fn [a b]
          (cond
            (not= (number? a) (number? b))             (if (number? b) -1 1)
            (or (number? a) (= (class a) (class b))) (compare a b)
            :else                                      (compare (str a) (str b))))
        coll))

(defn- paired
  "A lazy sequence of [invocation completion], by completion. Events of a type
  in `alone` stand by themselves, and so does an :info that ends nothing."
  [alone invocations history]
  (lazy-seq
    (when-let [[{:keys [type process] :as op} & more] (seq history)]
      (let [invocation (get invocations process)]
        (cond
          (= :invoke type)
          (do (assert (nil? invocation) (str (pr-str process) " invokes while its last operation is open: " (pr-str op)))
              (paired alone (assoc invocations process op) more))

          (alone type)
          (cons [op] (paired alone invocations more))

          (nil? invocation)
          (do (assert (= :info type) (str "nothing was invoked that this ends: " (pr-str op)))
              (cons [op] (paired alone invocations more)))

          :else
          (cons [invocation op] (paired alone (dissoc invocations process) more)))))))

(defn pairs
  "A lazy sequence of [invocation completion], by completion, and of [info]."
  ([history]             (pairs {} history))
  ([invocations history] (paired #{:info} invocations history)))

(defn pairs+
  "Like pairs, but an :info is paired with its invocation too."
  ([history]             (pairs+ {} history))
  ([invocations history] (paired #{} invocations history)))

(defn pair-index
  "A map from each event to its counterpart, both ways; from an :info to nil.
  Events need an :index, to be told apart."
  ([history] (pair-index pairs history))
  ([pair-fn history]
   (reduce (fn [index [first-op second-op]]
             (assert (:index first-op) (str "an event without :index: " (pr-str first-op)))
             (cond-> (assoc index first-op second-op)
               second-op (assoc second-op first-op)))
           {}
           (pair-fn history))))

(defn pair-index+
  "Like pair-index, but an :info has its invocation as counterpart."
  [history]
  (pair-index pairs+ history))

(defn invocation
  "The invocation of the operation that this event belongs to."
  [pair-index op]
  (if (op/invoke? op) op (pair-index op)))

(defn completion
  "The completion of the operation that this event belongs to."
  [pair-index op]
  (if (op/invoke? op) (pair-index op) op))

(defn partners
  "By position: that of the event's counterpart, nil where there is none. A
  process may invoke again after an :info.

  Throws IllegalArgumentException when a process invokes while an operation of
  it is open, or completes :ok or :fail what it never invoked."
  [history]
  (loop [i 0, open {}, partners (transient (vec (repeat (count history) nil)))]
    (if (= i (count history))
      (persistent! partners)
      (let [{:keys [type process] :as op} (nth history i)
            at (get open process)]
        (case type
          :invoke
          (if at
            (throw (IllegalArgumentException.
                     (str "Process " (pr-str process) " has " (pr-str (nth history at))
                          " open, yet invokes " (pr-str op))))
            (recur (inc i) (assoc open process i) partners))

          (:ok :fail :info)
          (cond
            at           (recur (inc i) (dissoc open process) (assoc! partners i at at i))
            (= :info type) (recur (inc i) open partners)
            :else        (throw (AssertionError.
                                  (str "Process " (pr-str process) " completes what it never invoked: "
                                       (pr-str op)))))

          (throw (IllegalArgumentException.
                   (str "expected a :type :invoke, :ok, :fail or :info, not " (pr-str type)
                        " in " (pr-str op)))))))))

(defn complete
  "The history as if each invocation had known how it would end: :ok gives it
  the completion's value, :fail the mark :fails? true."
  [history]
  (let [history  (vec history)
        partners (partners history)]
    (into []
          (map-indexed (fn [i op]
                         (let [end (when (op/invoke? op) (some->> (nth partners i) (nth history)))]
                           (cond
                             (op/ok? end)   (assoc op :value (:value end))
                             (op/fail? end) (assoc op :fails? true)
                             :else          op))))
          history)))

(defn index
  "The history with each event's place as its :index."
  [history]
  (into [] (map-indexed (fn [i op] (assoc op :index i))) history))

(defn indexed?
  "Whether events carry an :index; judged by the first."
  [history]
  (or (empty? history) (integer? (:index (first history)))))

(defn ensure-indexed
  "The history itself where it is indexed, else indexed by place."
  [history]
  (if (indexed? history) history (index history)))

(defn kindex
  "The history indexed by place, and a map from place to the :index that each
  event came with. These are distinct, or all absent, or all -1."
  [history]
  (let [given (map :index history)]
    (when-not (or (empty? history) (every? nil? given) (every? #{-1} given) (apply distinct? given))
      (throw (IllegalArgumentException.
               (str "expected each event to have an :index of its own, but of those since "
                    (pr-str (first history)) " some share one"))))
    [(index history) (zipmap (range) given)]))

(defn convert-op-index
  "The event with its :index looked up in the mapping; nil if it has none."
  [mapping op]
  (when-let [i (:index op)]
    (assoc op :index (get mapping i))))

(defn convert-op-indices
  "convert-op-index over many."
  [mapping ops]
  (map (partial convert-op-index mapping) ops))

(defn render-op
  "An event for others to see: a plain map with the :index it came with."
  [indices op]
  (let [shown (convert-op-index indices (op/Op->map op))]
    (if (:index shown) shown (dissoc shown :index))))

(defn with-synthetic-infos
  "The history with an :info at its end for every invocation that nothing
  ended."
  [history]
  (assert (vector? history))
  (let [last-index (reduce max (count history) (keep :index history))]
    (into history
          (map-indexed (fn [i invoke]
                         (assoc invoke
                                :type  :info
                                :index (if (= -1 (:index invoke)) -1 (+ last-index 1 i)))))
          (unmatched-invokes history))))

(defn without-failures
  "A completed history without what failed, invocations and completions."
  [history]
  (into [] (remove #(or (op/fail? %) (:fails? %))) history))

(defn without-infos
  "The history without :info events."
  [history]
  (into [] (remove op/info?) history))

(defn preprocess
  "What every analysis begins with: Ops that know how they end, without those
  that failed, every one ended, indexed by place. Returns {:history ...,
  :kindex-eindex the map from place to the :index that an event came with}."
  [history]
  (let [[history indices] (-> (ensure-indexed history)
                              parse-ops
                              complete
                              without-failures
                              with-synthetic-infos
                              kindex)]
    {:history       history
     :kindex-eindex indices}))
