(ns knossos.competition-test
  (:require [clojure.test :refer [deftest is]]
            [knossos.competition :as competition]
            [knossos.model :refer [inconsistent mutex register]]
            [knossos.op :refer [invoke ok]])
  (:import (knossos.model Model)))

(deftest it-tells-what-linear-tells
  (is (= #{:valid? :analyzer :configs}
         (set (keys (competition/analysis (register) [(invoke 0 :write 1) (ok 0 :write 1)])))))
  (is (= #{:valid? :analyzer :configs :final-paths :previous-ok :last-op :op}
         (set (keys (competition/analysis (mutex) [(invoke 0 :release nil) (ok 0 :release nil)]))))))

(deftest it-ends-when-the-time-is-up
  (let [never-ends (promise)]
    (is (= {:valid? :unknown, :cause :timeout}
           (competition/analysis (reify Model (step [_ _] @never-ends))
                                 [(invoke 0 :read 1) (ok 0 :read 1)]
                                 {:time-limit 10})))
    (deliver never-ends (inconsistent "no"))))
