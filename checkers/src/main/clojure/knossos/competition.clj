(ns knossos.competition
  "Linearizability by whatever decides first. There is one search below all
  algorithms here, so this is knossos.linear's."
  (:require [knossos.linear :as linear]
            [knossos.search :as search]))

(defn analysis
  "Whether the history is linearizable, beginning with this model: a map as
  knossos.linear/analysis returns it. Options: :time-limit in milliseconds."
  ([model history] (analysis model history {}))
  ([model history opts]
   (search/run (linear/start-analysis model history) opts)))
