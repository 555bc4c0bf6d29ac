(ns knossos.linear
  "Linearizability, with the configurations that the history can end in, or
  that it stops making sense in."
  (:require [knossos.analysis :as analysis]
            [knossos.engine :as engine]
            [knossos.linear.config :as config]
            [knossos.op :as op]
            [knossos.search :as search]))

(defn dead-end
  "Where an encoded problem that is not valid stops making sense: :failed, the
  position of the first :ok that no order explains, with the :configs and :open
  invocations that it met. nil when cancelled."
  [problem misfit cancelled]
  (or (config/explore problem cancelled)
      (when-let [failed (engine/misfit problem misfit cancelled)]
        (let [before (engine/judge problem failed cancelled)]
          (when-let [order (engine/order problem failed before cancelled)]
            (assoc (config/of-order problem failed order) :failed failed))))))

(defn final-paths
  "All paths from these configurations to a step that cannot happen, as results
  show them. `call` turns an open invocation into the event that is shown for
  it."
  [problem {:keys [failed configs open]} call]
  (let [each (max 1 (quot analysis/paths-max (count configs)))]
    (into #{}
          (comp
            (take analysis/paths-max)
            (mapcat (fn [{:keys [model last-op] :as config}]
                      (analysis/final-paths-for-config
                        [{:op (some-> last-op call), :model model}]
                        (nth (:ops problem) failed)
                        (map call (config/pending open config))
                        each)))
            (map (partial mapv #(update % :op (partial engine/render problem)))))
          configs)))

(defn previous-ok
  "The last :ok before that position."
  [{:keys [ops]} position]
  (last (filter op/ok? (subvec ops 0 position))))

(defn- latest [problem configs]
  (->> (keep :last-op configs)
       (sort-by :index)
       last
       (engine/render problem)))

(defn- invalid [problem misfit cancelled]
  (when-let [{:keys [failed configs open] :as end} (dead-end problem misfit cancelled)]
    {:valid?      false
     :analyzer    :linear
     :configs     (map #(config/config->map problem open %) configs)
     :final-paths (final-paths problem end identity)
     :previous-ok (engine/render problem (previous-ok problem failed))
     :last-op     (latest problem configs)
     :op          (engine/render problem (nth (:ops problem) failed))}))

(defn- valid [{:keys [ops] :as problem} verdict cancelled]
  (when-let [{:keys [configs open]}
             (or (config/explore problem cancelled)
                 (some->> (engine/order problem (count ops) verdict cancelled)
                          (config/of-order problem (count ops))))]
    {:valid?   true
     :analyzer :linear
     :configs  (map #(config/config->map problem open %) configs)}))

(defn- check [model history cancelled]
  (let [problem (engine/encode (engine/problem model history))
        {:keys [valid? misfit] :as verdict} (engine/judge problem cancelled)]
    (case valid?
      true     (valid problem verdict cancelled)
      false    (invalid problem misfit cancelled)
      :unknown (assoc verdict :analyzer :linear))))

(defn start-analysis
  "Begins to check a history, in a thread of its own: a knossos.search/Search."
  [model history]
  (search/start "linear" (partial check model history)))

(defn analysis
  "Whether the history is linearizable, beginning with this model. A map of
    :valid?       true, false or :unknown
    :configs      the configurations at the end, or before :op: the :model, the
                  :last-op that took effect, the invocations :pending
  and where it is not valid
    :op           the first :ok that no order explains
    :previous-ok  the :ok before it
    :last-op      the operation that took effect last before it
    :final-paths  what was tried to explain it: a set of paths, each a list of
                  an :op and the :model after it; the last is inconsistent
  Options: :time-limit in milliseconds, after which it is
  {:valid? :unknown, :cause :timeout}."
  ([model history] (analysis model history {}))
  ([model history opts]
   (assoc (search/run (start-analysis model history) opts) :analyzer :linear)))
