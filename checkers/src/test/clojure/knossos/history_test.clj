(ns knossos.history-test
  (:require [clojure.test :refer [deftest is testing]]
            [knossos.history :as history]
            [knossos.op :as op])
  (:import (knossos.op Op)))

(deftest parsed-events-are-records-with-every-field
  (let [[parsed] (history/parse-ops [{:process 2 :type :invoke :f :lock}])]
    (is (instance? Op parsed))
    (is (= (op/->Op 2 :invoke :lock nil nil) parsed))))

(deftest an-indexed-history-knows-each-place
  (is (= [{:f :a :index 0} {:f :b :index 1}] (history/index [{:f :a} {:f :b}])))
  (is (history/indexed? [{:index 3}]))
  (is (history/indexed? []))
  (is (not (history/indexed? [{:f :a}])))
  (is (= [{:index 3}] (history/ensure-indexed [{:index 3}]))))

(deftest a-completed-history-knows-how-invocations-end
  (testing "an ok one gets the value of its completion"
    (is (= [(op/invoke 0 :read 2) (op/ok 0 :read 2)]
           (history/complete [(op/invoke 0 :read nil) (op/ok 0 :read 2)]))))
  (testing "a failed one is marked"
    (is (= [(assoc (op/invoke 0 :write 1) :fails? true) (op/fail 0 :write 1)]
           (history/complete [(op/invoke 0 :write 1) (op/fail 0 :write 1)]))))
  (testing "any other stays as it is"
    (let [h [(op/invoke 0 :read nil) (op/invoke 1 :write 1) (op/info 1 :write 1)]]
      (is (= h (history/complete h)))))
  (testing "a process may invoke again after an :info"
    (is (= 4 (count (history/complete [(op/invoke 0 :write 1) (op/info 0 :write 1)
                                       (op/invoke 0 :read nil) (op/ok 0 :read 1)])))))
  (is (= [] (history/complete []))))

(deftest processes-take-turns
  (is (thrown-with-msg? RuntimeException #"Process :a has .* open"
                        (history/complete [(op/invoke :a :read nil) (op/invoke :a :read nil)])))
  (is (thrown-with-msg? AssertionError #"Process :a completes what it never invoked"
                        (history/complete [(op/ok :a :read 2)])))
  (is (thrown-with-msg? IllegalArgumentException #"expected a :type"
                        (history/complete [{:process 0 :type :done}]))))

(let [i1 (op/->Op 1 :invoke :write 1 0)
      i2 (op/->Op 2 :invoke :write 2 1)
      i3 (op/->Op 3 :invoke :write 3 2)
      c3 (op/->Op 3 :fail :write 3 3)
      c2 (op/->Op 2 :info :write 2 4)
      c1 (op/->Op 1 :ok :write 1 5)
      h  [i1 i2 i3 c3 c2 c1]]

  (deftest pairs-come-by-completion
    (is (= [[i3 c3] [c2] [i1 c1]] (history/pairs h)))
    (is (= [[i3 c3] [i2 c2] [i1 c1]] (history/pairs+ h)))
    (is (= [[{:process :nemesis :type :info}]] (history/pairs+ [{:process :nemesis :type :info}]))))

  (deftest a-pair-index-leads-both-ways
    (is (= {i1 c1, c1 i1, i3 c3, c3 i3, c2 nil} (history/pair-index h)))
    (is (= {i1 c1, c1 i1, i2 c2, c2 i2, i3 c3, c3 i3} (history/pair-index+ h)))
    (let [index (history/pair-index+ h)]
      (is (= [i1 i1] (map #(history/invocation index %) [i1 c1])))
      (is (= [c2 c2] (map #(history/completion index %) [i2 c2]))))
    (is (thrown? AssertionError (history/pair-index [{:process 0 :type :invoke}
                                                     {:process 0 :type :ok}]))))

  (deftest what-did-not-happen-can-be-left-out
    (is (= [i1 i2 c2 c1] (history/without-failures (history/complete h))))
    (is (= [i1 i2 i3 c3 c1] (history/without-infos h))))

  (deftest invocations-without-an-end-are-found
    (is (= [i2] (history/crashed-invokes h)))
    (is (nil? (history/unmatched-invokes h)))
    (is (= [i3] (history/unmatched-invokes [i1 i2 i3 c2 c1])))
    (is (thrown? IllegalArgumentException (history/unmatched-invokes [{:type :odd}]))))

  (deftest an-invocation-without-an-end-gets-one-in-the-end
    (is (= [i3 (assoc i3 :type :info :index 3)] (history/with-synthetic-infos [i3])))
    (is (thrown? AssertionError (history/with-synthetic-infos (list i3)))))

  (deftest processes-are-named-ones-first
    (is (= #{1 2 3} (history/processes h)))
    (is (= [:a :nemesis 1 2 10] (history/sort-processes #{10 :nemesis 2 1 :a})))))

(deftest given-indices-can-be-had-again
  (let [given [{:process 0 :type :invoke :f :write :value 1 :index 5}
               {:process 0 :type :ok     :f :write :value 1 :index 7}]
        [placed mapping] (history/kindex given)]
    (is (= [0 1] (map :index placed)))
    (is (= {0 5, 1 7} mapping))
    (is (= given (history/convert-op-indices mapping placed)))
    (is (= (second given) (history/render-op mapping (second placed))))
    (is (nil? (history/convert-op-index mapping {:process 0})))
    (is (= {:type :ok} (history/render-op {0 nil} {:type :ok :index 0})))))

(deftest given-indices-are-distinct
  (is (thrown? IllegalArgumentException (history/kindex [{:index 1} {:index 1}])))
  (is (= [0 1] (map :index (first (history/kindex [{:index -1} {:index -1}])))))
  (is (= [[] {}] (history/kindex []))))

(deftest preprocessing-leaves-what-can-have-happened
  (let [{:keys [history kindex-eindex]}
        (history/preprocess [{:process 0 :type :invoke :f :read}
                             {:process 1 :type :invoke :f :write :value 1}
                             {:process 1 :type :fail :f :write :value 1}
                             {:process 2 :type :invoke :f :write :value 2}
                             {:process 0 :type :ok :f :read :value 7}])]
    (is (= [[:invoke 7] [:invoke 2] [:ok 7] [:info 2]] (map (juxt :type :value) history)))
    (is (= [0 1 2 3] (map :index history)))
    (is (= {0 0, 1 3, 2 4} (select-keys kindex-eindex [0 1 2])))))
