(ns knossos.model.memo-test
  (:require [clojure.test :refer [deftest is]]
            [knossos.history :as history]
            [knossos.linear :as linear]
            [knossos.model :as model :refer [inconsistent register step]]
            [knossos.model.memo :as memo])
  (:import (knossos.model Model)))

(def events
  (history/index [{:type :invoke :process 0 :f :read :value :unreachable}
                  {:type :invoke :process 1 :f :read :value 1}
                  {:type :invoke :process 2 :f :write :value 1}
                  {:type :invoke :process 3 :f :write :value 2}
                  {:type :info :process 4 :f :bad :value :bad}]))

(deftest equal-values-become-one-object
  (let [twice (memo/canonical-history [{:f :read :value [1 2]} {:f :read :value (vector 1 2)}])]
    (is (= [[1 2] [1 2]] (map :value twice)))
    (is (apply identical? (map :value twice)))))

(deftest transitions-are-what-is-invoked
  (is (= [{:f :read :value :unreachable} {:f :read :value 1} {:f :write :value 1} {:f :write :value 2}]
         (memo/transitions events))))

(deftest models-are-all-states-that-can-be-reached
  (is (= #{(register 0) (register 1) (register 2) (inconsistent "0≠1") (inconsistent "2≠1")
           (inconsistent "0≠:unreachable") (inconsistent "1≠:unreachable") (inconsistent "2≠:unreachable")}
         (memo/models (memo/transitions events) (register 0)))))

(deftest a-wrapper-steps-as-its-model-does
  (let [w (memo/wrapper (register 0) events)
        [_ read-1 write-1 write-2] events]
    (is (= (register 0) (memo/model w) (memo/unwrap w)))
    (is (= (register 0) (memo/unwrap (register 0))))
    (is (= (register 2) (-> w (step write-1) (step read-1) (step write-2) memo/model)))
    (is (= (inconsistent "2≠1") (-> w (step write-2) (step read-1))))
    (is (= (-> w (step write-1) (step write-2)) (-> w (step write-2))))
    (is (= (register 9) (memo/unwrap (step w {:f :write :value 9}))))))

(defrecord Counter [total]
  Model
  (step [_ op] (Counter. (+ total (:value op)))))

(deftest a-model-with-too-many-states-is-left-as-it-is
  (let [h [{:process 0 :type :invoke :f :add :value 1} {:process 0 :type :ok :f :add :value 1}]]
    (is (= {:history h, :model (->Counter 0)} (memo/memo (->Counter 0) h)))))

(deftest a-wrapper-can-be-judged-by
  (let [h [{:process 0 :type :invoke :f :write :value 1} {:process 0 :type :ok :f :write :value 1}
           {:process 0 :type :invoke :f :read :value 1} {:process 0 :type :ok :f :read :value 1}]
        {:keys [history model]} (memo/memo (register 0) h)]
    (is (= [(register 1)] (map (comp memo/unwrap :model) (:configs (linear/analysis model history)))))))
