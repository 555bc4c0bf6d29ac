(ns knossos.search
  "Searches that run in a thread of their own, and can be asked, awaited and
  ended."
  (:import (java.util.function BooleanSupplier)))

(defprotocol Search
  (abort! [search cause]
    "Ends the search, whose result then has this :cause.")
  (report [search]
    "Where it stands.")
  (results [search] [search timeout timeout-val]
    "Waits for the result, at most for so many milliseconds if they are given."))

(defn- unwrapped
  "The result, or throws what the search threw."
  [result]
  (if (instance? Throwable result) (throw result) result))

(defn start
  "Starts a search: a function of a BooleanSupplier that says whether to end.
  What it then returns does not matter unless it has decided."
  [search-name f]
  (let [cause  (atom nil)
        result (promise)
        ended? (reify BooleanSupplier
                 (getAsBoolean [_] (some? @cause)))
        work   (fn []
                 (deliver result
                          (try
                            (let [found (f ended?)]
                              (if (and @cause (not (boolean? (:valid? found))))
                                {:valid? :unknown, :cause @cause}
                                found))
                            (catch Throwable t t))))]
    (doto (Thread. ^Runnable work (str "knossos " search-name))
      (.setDaemon true)
      .start)
    (reify Search
      (abort! [_ why]
        (compare-and-set! cause nil why)
        nil)
      (report [_]
        [search-name (if (realized? result) :done :running)])
      (results [_]
        (unwrapped @result))
      (results [_ timeout timeout-val]
        (unwrapped (deref result timeout timeout-val))))))

(defn competition
  "A search of several, a map by name, that ends with the first to decide."
  [searches]
  (let [first-result (promise)
        left         (atom (count searches))]
    (doseq [search (vals searches)]
      (doto (Thread. (fn []
                       (let [result (try (results search) (catch Throwable t t))]
                         (when (or (boolean? (:valid? result)) (zero? (swap! left dec)))
                           (deliver first-result result)))))
        (.setDaemon true)
        .start))
    (letfn [(end! [cause]
              (run! #(abort! % cause) (vals searches)))
            (outcome [result]
              (end! :competition-ended)
              (unwrapped result))]
      (reify Search
        (abort! [_ cause] (end! cause))
        (report [_] (update-vals searches report))
        (results [_] (outcome @first-result))
        (results [_ timeout timeout-val]
          (outcome (deref first-result timeout timeout-val)))))))

(defn run
  "The result of a search. Options: :time-limit, in milliseconds, after which
  it is {:valid? :unknown, :cause :timeout}."
  ([search] (run search {}))
  ([search {:keys [time-limit]}]
   (if-not time-limit
     (results search)
     (let [result (results search time-limit ::late)]
       (if (= ::late result)
         (do (abort! search :timeout)
             {:valid? :unknown, :cause :timeout})
         result)))))
