(ns knossos.analysis
  "What happened just before a history stopped making sense."
  (:require [knossos.model :as model]
            [knossos.op :as op]))

(def paths-max
  "How many final paths are told. There can be factorially many."
  1024)

(defn previous-oks
  "The :ok events before this one."
  [history op]
  (filter op/ok? (take-while #(not= op %) history)))

(defn previous-ok
  "The last :ok before this one, or nil."
  [history op]
  (assert (op/ok? op))
  (last (previous-oks history op)))

(defn extend-path
  "A path, a vector of {:op, :model}, and on from its end with these operations,
  as far as the first that cannot happen."
  [prefix ops]
  (reduce (fn [path op]
            (let [model (model/step (:model (peek path)) op)
                  path  (conj path {:op op, :model model})]
              (if (model/inconsistent? model) (reduced path) path)))
          prefix
          ops))

(defn- stuck? [path]
  (model/inconsistent? (:model (peek path))))

(defn- dead-ends
  "Lazily, the shorter first, every way on from these [path calls]: any of the
  calls in any order and then the final operation, as far as the first step
  that cannot happen."
  [final level]
  (lazy-seq
    (when (seq level)
      (let [longer (for [[path calls] level, call calls]
                     [(extend-path path [call]) (remove #(identical? call %) calls)])]
        (concat (for [[path _] level] (extend-path path [final]))
                (filter stuck? (map first longer))
                (dead-ends final (remove (comp stuck? first) longer)))))))

(defn final-paths-for-config
  "The set of all paths on from a prefix [{:op, :model}] that end with a step
  that cannot happen: any calls but the final operation's own, in any order,
  then that. At most paths-max of them, or as many as are asked for."
  ([prefix final calls]
   (final-paths-for-config prefix final calls paths-max))
  ([prefix final calls limit]
   (->> [[prefix (remove #(= (:process final) (:process %)) calls)]]
        (dead-ends final)
        (take limit)
        set)))
