(ns knossos.wgl
  "Linearizability, with the state that the object ends in."
  (:require [knossos.engine :as engine]
            [knossos.linear :as linear]
            [knossos.op :as op]
            [knossos.search :as search]))

(defn- invalid [{:keys [ops partners] :as problem} misfit cancelled]
  (when-let [{:keys [failed] :as end} (linear/dead-end problem misfit cancelled)]
    (let [ends (into {}
                     (keep-indexed (fn [i op]
                                     (when (op/invoke? op) [op (ops (partners i))])))
                     ops)]
      {:valid?      false
       :analyzer    :wgl
       :op          (engine/render problem (nth ops failed))
       :previous-ok (engine/render problem (linear/previous-ok problem failed))
       :final-paths (linear/final-paths problem end #(get ends % %))})))

(defn- check [model history cancelled]
  (let [problem (engine/encode (engine/problem model history))
        {:keys [valid? misfit] :as verdict} (engine/judge problem cancelled)]
    (case valid?
      true     (when-let [order (engine/order problem (count (:ops problem)) verdict cancelled)]
                 {:valid?   true
                  :analyzer :wgl
                  :model    (engine/replay problem order)})
      false    (invalid problem misfit cancelled)
      :unknown (assoc verdict :analyzer :wgl))))

(defn start-analysis
  "Begins to check a history, in a thread of its own: a knossos.search/Search."
  [model history]
  (search/start "wgl" (partial check model history)))

(defn analysis
  "Whether the history is linearizable, beginning with this model. A map of
    :valid?       true, false or :unknown
    :model        where it is valid, the model in the end
    :op, :previous-ok, :final-paths
                  where it is not, as knossos.linear/analysis has them
  Options: :time-limit in milliseconds, after which it is
  {:valid? :unknown, :cause :timeout}."
  ([model history] (analysis model history {}))
  ([model history opts]
   (assoc (search/run (start-analysis model history) opts) :analyzer :wgl)))
