(ns knossos.model.memo
  "A model whose steps are looked up. The searches here number the states of
  every model by themselves and need none of this."
  (:require [knossos.model :as model]
            [knossos.op :as op]))

(defprotocol Wrapper
  (model [wrapper] "The model in this state itself."))

(defn unwrap
  "The model itself, of a wrapper or of a model."
  [x]
  (if (satisfies? Wrapper x) (model x) x))

(defn canonical-history
  "The history with equal :fs, and equal :values, being one object each."
  [history]
  (let [fs     (volatile! {})
        values (volatile! {})
        one    (fn [known thing]
                 (get (vswap! known #(if (contains? % thing) % (assoc % thing thing))) thing))]
    (mapv #(-> % (update :f (partial one fs)) (update :value (partial one values))) history)))

(defn op->transition
  "What of an operation a model may look at."
  [op]
  (select-keys op [:f :value]))

(defn transitions
  "What is invoked in a history, each once."
  [history]
  (into [] (comp (filter op/invoke?) (map op->transition) (distinct)) history))

(def max-state-space
  "A model with more states in a history than this is not wrapped."
  1024)

(defn models
  "The set of all models that these transitions lead to; nil when there are
  more than max-state-space."
  [transitions model]
  (loop [known #{model}, waiting (list model)]
    (if-let [[model & waiting] (seq waiting)]
      (let [fresh (into [] (comp (map #(model/step model %)) (remove known) (distinct)) transitions)
            known (into known fresh)]
        (when (<= (count known) max-state-space)
          (recur known (into waiting fresh))))
      known)))

(deftype Looked-up [state table]
  Wrapper
  (model [_] state)

  model/Model
  (step [_ op]
    (let [next-state (get-in table [state (op->transition op)] ::unforeseen)]
      (cond
        (= ::unforeseen next-state)      (model/step state op)
        (model/inconsistent? next-state) next-state
        :else                            (Looked-up. next-state table))))

  Object
  (equals [_ other] (and (instance? Looked-up other) (= state (.-state ^Looked-up other))))
  (hashCode [_] (hash state))
  (toString [_] (str state)))

(defn wrapper
  "A wrapper of the model for the operations of this history; nil when it has
  too many states there."
  [model history]
  (let [transitions (transitions history)]
    (when-let [models (models transitions model)]
      (->Looked-up model
                   (into {}
                         (map (fn [m] [m (into {} (map (juxt identity #(model/step m %))) transitions)]))
                         models)))))

(defn memo
  "The :history and a :model to go with it: a wrapper, or the model itself
  where it has too many states."
  [model history]
  {:history (canonical-history history)
   :model   (or (wrapper model history) model)})
