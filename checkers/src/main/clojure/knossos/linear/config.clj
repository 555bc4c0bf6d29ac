(ns knossos.linear.config
  "Configurations: the states that an object can be in at one point of a
  history. :model, :last-op, the operation that took effect last, and :done,
  which of the open operations (by the position of their invocation) took
  effect already.

  The verdict does not depend on these; they are for people to look at. There
  can be exponentially many, so what is done for them is bounded."
  (:require [knossos.engine :as engine]
            [knossos.history :as history]
            [knossos.model :as model]
            [knossos.op :as op])
  (:import (java.util ArrayDeque HashMap)
           (java.util.function BooleanSupplier)))

(set! *warn-on-reflection* true)

(def steps-max
  "How many steps of a model are spent on the configurations of a history."
  20000)

(defn- after-completion
  "The configurations, a map from [model done] to last-op, after the operation
  invoked at position `called` completes with `ok`: just in time, each sequence
  of open operations that makes way for it. `step` is the model's."
  [step open called ok configs]
  (let [seen    (HashMap. ^java.util.Map configs)
        waiting (ArrayDeque. ^java.util.Collection (vec configs))]
    (loop [after {}]
      (if-let [[[model done] last-op] (.poll waiting)]
        (if (done called)
          (recur (update after [model (disj done called)] #(or % last-op)))
          (let [legal (step model ok)]
            (doseq [[position other] open
                    :when (not (or (= called position) (done position)))
                    :let  [other-model (step model other)
                           config      [other-model (conj done position)]]
                    :when (not (or (model/inconsistent? other-model) (.containsKey seen config)))]
              (.put seen config other)
              (.add waiting [config other]))
            (recur (if (model/inconsistent? legal)
                     after
                     (update after [legal done] #(or % ok))))))
        after))))

(defn- counted
  "The model's step, which throws ::too-many after steps-max of them or when
  cancelled."
  [^BooleanSupplier cancelled]
  (let [left (volatile! steps-max)]
    (fn [model op]
      (when (or (neg? (long (vswap! left dec))) (.getAsBoolean cancelled))
        (throw (ex-info "too many configurations" {:type ::too-many})))
      (model/step model op))))

(defn- walk [{:keys [model ops partners]} step]
  (loop [i 0, open {}, configs {[model #{}] nil}]
    (if (= i (count ops))
      {:open open, :configs configs}
      (let [op (nth ops i)]
        (case (:type op)
          :invoke (recur (inc i) (assoc open i op) configs)
          :info   (recur (inc i) open configs)
          :ok     (let [called (nth partners i)
                        after  (after-completion step open called op configs)]
                    (if (empty? after)
                      {:open open, :configs configs, :failed i}
                      (recur (inc i) (dissoc open called) after))))))))

(defn explore
  "All configurations at the end of a problem's history, or where it stops
  making sense: then :failed has the position of the :ok that no configuration
  explains. :open has the open invocations by position. nil when it takes more
  than steps-max."
  [problem cancelled]
  (try
    (update (walk problem (counted cancelled))
            :configs
            (partial mapv (fn [[[model done] last-op]]
                            {:model model, :last-op last-op, :done done})))
    (catch clojure.lang.ExceptionInfo e
      (when-not (= ::too-many (:type (ex-data e)))
        (throw e)))))

(defn of-order
  "The one configuration after the first n events of a problem that this order
  leads to, in the shape of explore."
  [{:keys [ops partners] :as problem} n order]
  (let [completed? (fn [position]
                     (let [end (nth partners position)]
                       (and end (< end n) (op/ok? (nth ops end)))))
        invoked    (filter #(op/invoke? (nth ops %)) (range n))
        latest     (peek order)]
    {:open    (into {} (comp (remove completed?) (map (juxt identity ops))) invoked)
     :configs [{:model   (engine/replay problem order)
                :last-op (when latest
                           (ops (if (completed? latest) (partners latest) latest)))
                :done    (into #{} (remove completed?) order)}]}))

(defn pending
  "The open invocations that did not take effect yet, by process."
  [open {:keys [done]}]
  (let [calls      (vals (apply dissoc open done))
        by-process (group-by :process calls)]
    (into [] (mapcat by-process) (history/sort-processes (keys by-process)))))

(defn config->map
  "A configuration as results show it."
  [problem open config]
  {:model   (:model config)
   :last-op (engine/render problem (:last-op config))
   :pending (mapv #(engine/render problem %) (pending open config))})
