(ns knossos.search-test
  (:require [clojure.test :refer [deftest is]]
            [knossos.linear :as linear]
            [knossos.model :refer [register]]
            [knossos.op :refer [invoke ok]]
            [knossos.search :as search]
            [knossos.wgl :as wgl])
  (:import (java.util.function BooleanSupplier)))

(def history [(invoke 0 :write 1) (ok 0 :write 1)])

(defn- until-ended
  "A search that decides nothing, and notes that it was told to end."
  [noted]
  (search/start "patient"
                (fn [^BooleanSupplier ended?]
                  (while (not (.getAsBoolean ended?))
                    (Thread/onSpinWait))
                  (deliver noted true)
                  {:valid? :unknown, :cause "the search was cancelled"})))

(deftest a-search-is-begun-and-awaited
  (is (= (register 1) (:model (search/run (wgl/start-analysis (register) history)))))
  (is (true? (:valid? (search/run (linear/start-analysis (register) history) {:time-limit 600000})))))

(deftest an-aborted-search-says-why
  (let [patient (until-ended (promise))]
    (search/abort! patient :out-of-patience)
    (is (= {:valid? :unknown, :cause :out-of-patience} (search/results patient)))))

(deftest a-search-whose-time-is-up-is-ended
  (let [noted (promise)]
    (is (= {:valid? :unknown, :cause :timeout} (search/run (until-ended noted) {:time-limit 10})))
    (is (true? (deref noted 600000 false)))))

(deftest the-first-to-decide-wins-and-the-others-are-ended
  (let [noted (promise)]
    (is (= (register 1)
           (:model (search/run (search/competition {:wgl     (wgl/start-analysis (register) history)
                                                    :patient (until-ended noted)})))))
    (is (true? (deref noted 600000 false)))))

(deftest what-a-search-throws-is-thrown-to-who-waits
  (is (thrown-with-msg? IllegalStateException #"broken"
                        (search/run (search/start "broken" (fn [_] (throw (IllegalStateException. "broken"))))))))
