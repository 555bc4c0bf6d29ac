(ns knossos.engine
  "Knossos's models and histories on Faultline's search.

  A problem is a model with what there is to judge: :ops, the events of clients
  that belong to an operation, without operations that failed, each invocation
  knowing the value it completes with; :partners, by position in :ops that of
  the counterpart; :indices, for knossos.history/render-op."
  (:require [knossos.history :as history]
            [knossos.model :as model]
            [knossos.op :as op])
  (:import (dev.faultline.checkers.history Event EventType HistoryBuilder Operation ProcessId)
           (dev.faultline.checkers.linear Budget Linearizability)
           (dev.faultline.checkers.model CasRegister Model Mutex Register Step$Illegal Step$Next)
           (dev.faultline.checkers.verdict Cited Invalid Unknown Valid)
           (java.util Collections List)
           (java.util.function BooleanSupplier)
           (knossos.model CASRegister MultiRegister NoOp)))

(set! *warn-on-reflection* true)

(defn problem
  "The problem that a model and a history pose.

  Throws IllegalArgumentException, or AssertionError as Knossos does, for a
  history in which processes do not take turns."
  [model history]
  (let [{:keys [history kindex-eindex]} (->> (history/ensure-indexed history)
                                             (into [] (remove #(= :nemesis (:process %))))
                                             history/preprocess)
        partners (history/partners history)
        ops      (into [] (keep-indexed #(when (nth partners %1) %2)) history)]
    {:model    model
     :ops      ops
     :partners (history/partners ops)
     :indices  kindex-eindex}))

(defn render
  "The event of a problem as results show it."
  [problem op]
  (history/render-op (:indices problem) op))

;; Each pair of :f and :value is a number to the search, and the values
;; themselves stay Clojure's: what is equal here is equal there.

(defn- idle?
  "Whether the operation is known to leave this model as it is."
  [model {:keys [f value]}]
  (condp instance? model
    NoOp              true
    knossos.model.Set (= :read f)
    MultiRegister     (not-any? #(= :write (first %)) value)
    false))

(deftype State [model ^objects transitions]
  Model
  (step [_ operation]
    (let [next-model (model/step model (aget transitions (int (.value operation))))]
      (if (model/inconsistent? next-model)
        (Step$Illegal. "%s" [(str next-model)])
        (Step$Next. (State. next-model transitions)))))
  (changesNothing [_ operation]
    (boolean (idle? model (aget transitions (int (.value operation))))))
  (describe [_] (str model))

  Object
  (equals [_ other]
    (and (instance? State other) (= model (.-model ^State other))))
  (hashCode [_] (hash model))
  (toString [_] (str model)))

(defn- numbers
  "A function that numbers what it is given, equal things equally, nil by nil."
  []
  (let [numbered (volatile! {})]
    (fn [thing]
      (when (some? thing)
        (or (get @numbered thing)
            (let [n (long (count @numbered))]
              (vswap! numbered assoc thing n)
              n))))))

(defn- any-encoding
  "For a model that is known only by its steps."
  [{:keys [model ops]}]
  (let [number      (numbers)
        transitions (java.util.ArrayList.)
        coded       (mapv (fn [op]
                            (let [n (number [(:f op) (:value op)])]
                              (when (= n (.size transitions))
                                (.add transitions op))
                              ["step" n]))
                          ops)]
    {:model (State. model (.toArray transitions))
     :coded coded}))

(defn- pair? [value]
  (and (sequential? value) (= 2 (count value))))

(defn- register-encoding
  "For a register: the search knows what its operations need and put."
  [{:keys [model ops]}]
  (let [number (numbers)
        coded  (mapv (fn [{:keys [f value]}]
                       [(name f) (if (= :cas f) (mapv number value) (number value))])
                     ops)]
    {:model (if (instance? CASRegister model)
              (CasRegister. (number (:value model)))
              (Register. (number (:value model))))
     :coded coded}))

(defn- mutex-encoding [{:keys [model ops]}]
  {:model (Mutex. (boolean (:locked? model)))
   :coded (mapv (fn [op] [(name (:f op)) nil]) ops)})

(defn- only?
  "Whether every operation is of these functions, and every :cas has a pair."
  [functions ops]
  (every? (fn [{:keys [f value]}]
            (and (functions f) (or (not= :cas f) (pair? value))))
          ops))

(defn- encoding [{:keys [model ops] :as problem}]
  (cond
    (and (instance? knossos.model.Register model) (only? #{:read :write} ops))
    (register-encoding problem)

    (and (instance? CASRegister model) (only? #{:read :write :cas} ops))
    (register-encoding problem)

    (and (instance? knossos.model.Mutex model) (only? #{:acquire :release} ops))
    (mutex-encoding problem)

    :else
    (any-encoding problem)))

(defn- event-type ^EventType [op]
  (case (:type op)
    :invoke EventType/INVOKE
    :ok     EventType/OK
    :info   EventType/INFO))

(defn encode
  "The problem with what the search reads: :state, its model, and :events. With
  encoding any-encoding no more of the model is used than its steps."
  ([problem] (encode problem encoding))
  ([{:keys [ops partners] :as problem} encoding]
   (let [{:keys [model coded]} (encoding problem)
         number (numbers)]
     (assoc problem
            :state  model
            :events (into []
                          (map-indexed
                            (fn [i op]
                              (let [[f value] (nth coded (if (op/invoke? op) i (nth partners i)))
                                    process   (ProcessId/client (or (number (:process op)) -1))]
                                (Event/of (event-type op) process f value))))
                          ops)))))

(defn- budget
  "As many steps as it takes, in half of the heap."
  ^Budget [^BooleanSupplier cancelled]
  (-> (Budget/steps Long/MAX_VALUE)
      (.bytes (max 1 (quot (.maxMemory (Runtime/getRuntime)) 2)))
      (.until cancelled)))

(defn- unknown [^Unknown verdict]
  {:valid? :unknown
   :cause  (if (re-find #"bytes|heap" (.cause verdict)) :out-of-memory (.cause verdict))})

(defn judge
  "Judges an encoded problem, or only its first n events, as if nothing had
  happened after them. :valid? is
    true      :order has positions of invocations, as they could have happened,
              where the search tells them
    false     :misfit is the position of a completion that does not fit, where
              the search tells one
    :unknown  :cause says why"
  ([problem cancelled]
   (judge problem (count (:ops problem)) cancelled))
  ([{:keys [^Model state events]} n cancelled]
   (let [builder (HistoryBuilder.)
         _       (run! #(.add builder ^Event %) (subvec events 0 n))
         verdict (-> (Linearizability/of state)
                     (.budget (budget cancelled))
                     (.check (.build builder)))]
     (condp instance? verdict
       Valid   {:valid? true
                :order  (mapv #(.invokedRank ^Operation %) (.linearization ^Valid verdict))}
       Invalid {:valid? false
                :misfit (->> (.cited (.witness ^Invalid verdict))
                             (filter #(.culprit ^Cited %))
                             (map #(.completedRank (.operation ^Cited %)))
                             (filter #(< -1 % n))
                             first)}
       Unknown (unknown verdict)))))

(defn- happened
  "The positions of the invocations that completed :ok among the first n
  events."
  [{:keys [ops partners]} n]
  (into [] (comp (filter #(op/ok? (nth ops %))) (map partners)) (range n)))

(defn order
  "An order for the first n events of a problem, as positions of invocations,
  given the verdict that they are valid. nil when cancelled."
  [problem n verdict cancelled]
  (let [complete? (fn [order] (every? (set order) (happened problem n)))]
    (:order (if (complete? (:order verdict))
              verdict
              (judge (encode problem any-encoding) n cancelled)))))

(defn replay
  "The model after these operations, given as positions of invocations."
  [{:keys [model ops]} order]
  (transduce (map ops) (completing model/step) model order))

(defn misfit
  "The position of the first :ok that no order explains, in an encoded problem
  that is not valid: by halving, beginning at a guess. nil when cancelled."
  [{:keys [ops] :as problem} guess cancelled]
  (let [oks (into [] (filter #(op/ok? (nth ops %))) (range (count ops)))]
    ;; oks before `good` are known to fit, the one at `bad` and later not.
    (loop [[good bad] [0 (dec (count oks))]
           guesses    (when guess
                        (let [at (Collections/binarySearch ^List oks guess)]
                          (filter nat-int? [(dec at) at])))]
      (if (= good bad)
        (nth oks bad)
        (let [useful (drop-while #(not (and (<= good %) (< % bad))) guesses)
              middle (or (first useful) (quot (+ good bad) 2))]
          (case (:valid? (judge problem (inc (nth oks middle)) cancelled))
            true     (recur [(inc middle) bad] (rest useful))
            false    (recur [good middle] (rest useful))
            :unknown nil))))))
