(ns knossos.wgl-test
  (:require [clojure.test :refer [deftest is]]
            [knossos.model :refer [cas-register inconsistent register]]
            [knossos.op :refer [info invoke ok]]
            [knossos.wgl :as wgl])
  (:import (knossos.model Model)))

(deftest a-valid-history-ends-in-a-model
  (is (= {:valid? true, :analyzer :wgl, :model (register 2)}
         (wgl/analysis (register) [(invoke 0 :write 1) (ok 0 :write 1) (invoke 0 :write 2) (ok 0 :write 2)])))
  (is (= {:valid? true, :analyzer :wgl, :model (register 0)} (wgl/analysis (register 0) []))))

(deftest a-history-that-is-not-valid-has-exactly-these-keys
  (is (= {:analyzer    :wgl
          :valid?      false
          :op          {:process 0 :type :ok :f :read :value 1 :index 1}
          :previous-ok nil
          :final-paths #{[{:model (register 0), :op nil}
                          {:model (inconsistent "0≠1")
                           :op    {:process 0 :type :ok :f :read :value 1 :index 1}}]}}
         (wgl/analysis (register 0) [{:process 0 :type :invoke :f :read :value 1}
                                     {:process 0 :type :ok :f :read :value 1}]))))

(deftest paths-show-how-operations-ended
  (is (= #{[[:ok 0] [:ok 1]] [[:ok 0] [:info 2] [:ok 1]] [[:ok 0] [:ok 4] [:ok 1]]
           [[:ok 0] [:info 2] [:ok 4] [:ok 1]] [[:ok 0] [:ok 4] [:info 2] [:ok 1]]}
         (into #{}
               (map (partial mapv (comp (juxt :type :value) :op)))
               (:final-paths
                 (wgl/analysis (cas-register)
                               [(invoke 0 :write 0) (ok 0 :write 0) (invoke 2 :write 2) (info 2 :write 2)
                                (invoke 1 :read nil) (invoke 4 :write 4) (ok 1 :read 1) (ok 4 :write 4)]))))))

(deftest it-ends-when-the-time-is-up
  (let [never-ends (promise)]
    (is (= {:valid? :unknown, :cause :timeout, :analyzer :wgl}
           (wgl/analysis (reify Model (step [_ _] @never-ends))
                         [(invoke 0 :read 1) (ok 0 :read 1)]
                         {:time-limit 10})))
    (deliver never-ends (inconsistent "no"))))
