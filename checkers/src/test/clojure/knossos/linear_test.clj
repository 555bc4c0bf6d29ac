(ns knossos.linear-test
  (:require [clojure.test :refer [deftest is testing]]
            [knossos.linear :as linear]
            [knossos.model :as model :refer [cas-register inconsistent multi-register register]]
            [knossos.op :as op :refer [info invoke ok]])
  (:import (knossos.model Model)))

(deftest a-valid-history-has-its-last-configurations
  (is (= {:valid?   true
          :analyzer :linear
          :configs  [{:model   (cas-register 3)
                      :last-op {:process 0 :type :ok :f :read :value 3 :index 3}
                      :pending []}]}
         (linear/analysis (cas-register 0)
                          [{:process 0, :type :invoke, :f :read, :value nil}
                           {:process 1, :type :invoke, :f :write, :value 3}
                           {:process 1, :type :info, :f :write, :value 3}
                           {:process 0, :type :ok, :f :read, :value 3}]))))

(deftest a-history-can-end-in-several-configurations
  (is (= #{(register 1) (register 2)}
         (into #{} (map :model) (:configs (linear/analysis (register)
                                                           [(invoke 0 :write 1) (invoke 1 :write 2)
                                                            (ok 0 :write 1) (ok 1 :write 2)]))))))

(deftest no-history-at-all-is-valid
  (is (= {:valid? true, :analyzer :linear, :configs [{:model (register 0) :last-op nil :pending []}]}
         (linear/analysis (register 0) []))))

(deftest what-no-order-explains-is-told-with-everything-tried
  (is (= {:valid?      false
          :analyzer    :linear
          :op          {:process 1 :type :ok :f :read :value 3 :index 4}
          :previous-ok {:process 0 :type :ok :f :write :value 0 :index 1}
          :last-op     {:process 0 :type :ok :f :write :value 0 :index 1}
          :configs     [{:model   (cas-register 0)
                         :last-op {:process 0 :type :ok :f :write :value 0 :index 1}
                         :pending [{:process 1 :type :invoke :f :read :value 3 :index 2}
                                   {:process 2 :type :invoke :f :write :value 4 :index 3}]}]
          :final-paths #{[{:model (cas-register 0)
                           :op    {:process 0 :type :ok :f :write :value 0 :index 1}}
                          {:model (inconsistent "can't read 3 from register 0")
                           :op    {:process 1 :type :ok :f :read :value 3 :index 4}}]
                         [{:model (cas-register 0)
                           :op    {:process 0 :type :ok :f :write :value 0 :index 1}}
                          {:model (cas-register 4)
                           :op    {:process 2 :type :invoke :f :write :value 4 :index 3}}
                          {:model (inconsistent "can't read 3 from register 4")
                           :op    {:process 1 :type :ok :f :read :value 3 :index 4}}]}}
         (linear/analysis (cas-register)
                          [{:type :invoke, :f :write, :value 0, :process 0}
                           {:type :ok, :f :write, :value 0, :process 0}
                           {:type :invoke, :f :read, :value nil, :process 1}
                           {:type :invoke, :f :write, :value 4, :process 2}
                           {:type :ok, :f :read, :value 3, :process 1}
                           {:type :ok, :f :write, :value 4, :process 2}
                           {:type :invoke, :f :read, :value nil, :process 3}
                           {:type :ok, :f :read, :value 4, :process 3}]))))

(deftest a-first-operation-that-does-not-fit-has-nothing-before-it
  (let [a (linear/analysis (register 0) [(invoke 0 :read 1) (ok 0 :read 1)])]
    (is (false? (:valid? a)))
    (is (nil? (:previous-ok a)))
    (is (nil? (:last-op a)))
    (is (= #{[{:op nil :model (register 0)}
              {:op {:process 0 :type :ok :f :read :value 1 :index -1} :model (inconsistent "0≠1")}]}
           (:final-paths a)))))

(deftest events-keep-the-index-they-came-with
  (let [a (linear/analysis (register 0)
                           [{:process 0 :type :invoke :f :write :value 1 :index 5}
                            {:process 0 :type :ok :f :write :value 1 :index 7}
                            {:process 0 :type :invoke :f :read :value 2 :index 99}
                            {:process 0 :type :ok :f :read :value 2 :index 100}])]
    (is (= [100 7 7] (map #(get-in a [% :index]) [:op :last-op :previous-ok])))
    (is (= 99 (-> a :configs first :pending first :index)))
    (is (= [7 100] (map (comp :index :op) (first (:final-paths a)))))))

(deftest the-nemesis-is-no-client
  (let [a (linear/analysis (register 0)
                           [{:process :nemesis :type :info :f :start :value nil :time 1}
                            {:process 0 :type :invoke :f :read :value nil :time 2}
                            {:process :nemesis :type :invoke :f :stop :value nil :time 3}
                            {:process :nemesis :type :invoke :f :stop :value nil :time 4}
                            {:process 0 :type :ok :f :read :value 1 :time 5}
                            {:process :nemesis :type :info :f :stop :value nil :time 6}])]
    (is (= {:process 0 :type :ok :f :read :value 1 :time 5 :index 4} (:op a)))))

(deftest other-named-processes-are-clients
  (is (false? (:valid? (linear/analysis (register 0) [(invoke :reader :read 1) (ok :reader :read 1)]))))
  (is (true? (:valid? (linear/analysis (register 0) [(invoke "a" :write 1) (invoke :reader :read 1)
                                                     (ok "a" :write 1) (ok :reader :read 1)])))))

(deftest a-crashed-operation-may-happen-at-any-time-or-never
  (doseq [[seen valid?] {0 true, 1 true, 2 false}]
    (is (= valid? (:valid? (linear/analysis (register 0)
                                            [(invoke 0 :write 1) (info 0 :write 1)
                                             (invoke 0 :read nil) (ok 0 :read seen)]))))))

(deftest a-failed-operation-did-not-happen
  (is (false? (:valid? (linear/analysis (register 0) [(invoke 0 :write 1) (op/fail 0 :write 1)
                                                      (invoke 0 :read nil) (ok 0 :read 1)]))))
  (is (true? (:valid? (linear/analysis (register 0) [(invoke 0 :write 1) (op/fail 0 :write 1)
                                                     (invoke 0 :read nil) (ok 0 :read 0)])))))

(deftest an-operation-that-is-open-in-the-end-may-have-happened
  (is (true? (:valid? (linear/analysis (register 0) [(invoke 0 :write 1) (invoke 1 :read nil) (ok 1 :read 1)])))))

(deftest transactions-on-several-registers
  (let [txn     (fn [f process & ops] (f process :txn (vec ops)))
        history [(txn invoke 0 [:write :x 1] [:write :y 1]) (txn invoke 1 [:read :x nil] [:read :y nil])
                 (txn ok 1 [:read :x 1] [:read :y 1]) (txn ok 0 [:write :x 1] [:write :y 1])]]
    (is (true? (:valid? (linear/analysis (multi-register {:x 0 :y 0}) history))))
    (testing "half a transaction is never seen"
      (is (= {:msg "0≠1"}
             (into {} (-> (linear/analysis (multi-register {:x 0 :y 0})
                                           (assoc history 2 (txn ok 1 [:read :x 0] [:read :y 1])))
                          :final-paths
                          (->> (sort-by count))
                          first peek :model)))))))

(deftest queues-and-sets
  (let [queue [(invoke 0 :enqueue 1) (ok 0 :enqueue 1) (invoke 0 :enqueue 2) (ok 0 :enqueue 2)
               (invoke 1 :dequeue nil) (ok 1 :dequeue 2)]]
    (is (true? (:valid? (linear/analysis (model/unordered-queue) queue))))
    (is (= "can't dequeue 2"
           (-> (linear/analysis (model/fifo-queue) queue) :final-paths first peek :model :msg))))
  (let [elements (fn [seen] [(invoke 0 :add 1) (ok 0 :add 1) (invoke 1 :add 2) (info 1 :add 2)
                             (invoke 0 :read nil) (ok 0 :read seen)])]
    (is (true? (:valid? (linear/analysis (model/set) (elements #{1})))))
    (is (true? (:valid? (linear/analysis (model/set) (elements #{1 2})))))
    (is (false? (:valid? (linear/analysis (model/set) (elements #{2})))))))

(defrecord Counter [total]
  Model
  (step [_ {:keys [f value]}]
    (case f
      :add  (Counter. (+ total value))
      :read (if (= total value) (Counter. total) (inconsistent (str "counted " total))))))

(deftype Tag [tag]
  Model
  (step [_ op] (if (= (:f op) tag) (inconsistent (str "twice " tag)) (Tag. (:f op))))
  Object
  (equals [_ other] (and (instance? Tag other) (= tag (.-tag ^Tag other))))
  (hashCode [_] (hash tag)))

(deftest a-model-of-ones-own-is-a-record-or-type-with-step
  (let [history (fn [seen] [(invoke 0 :add 2) (invoke 1 :add 3) (info 1 :add 3) (ok 0 :add 2)
                            (invoke 2 :read nil) (ok 2 :read seen)])]
    (is (= [true true false] (map #(:valid? (linear/analysis (->Counter 0) (history %))) [2 5 3])))
    (is (= #{"counted 2" "counted 5"}
           (into #{} (map (comp :msg :model peek)) (:final-paths (linear/analysis (->Counter 0) (history 3)))))))
  (is (true? (:valid? (linear/analysis (->Tag :none) [(invoke 0 :a nil) (ok 0 :a nil)]))))
  (is (false? (:valid? (linear/analysis (->Tag :none) [(invoke 0 :a nil) (ok 0 :a nil)
                                                       (invoke 0 :a nil) (ok 0 :a nil)])))))

(deftest values-are-equal-as-clojure-has-it
  (is (true? (:valid? (linear/analysis (register {:a [1 2]})
                                       [(invoke 0 :read nil) (ok 0 :read {:a '(1 2)})
                                        (invoke 0 :write (int 7)) (ok 0 :write (int 7))
                                        (invoke 0 :read nil) (ok 0 :read 7)])))))

(deftest what-a-model-throws-is-thrown
  (is (thrown-with-msg? IllegalArgumentException #"No matching clause: :jump"
                        (linear/analysis (register) [(invoke 0 :jump 1) (ok 0 :jump 1)]))))

(deftest processes-take-turns
  (is (thrown? RuntimeException (linear/analysis (register) [(invoke 0 :read nil) (invoke 0 :read nil)])))
  (is (thrown? AssertionError (linear/analysis (register) [(ok 0 :read nil)]))))

(defn- crashes
  "A history in which so many writes crashed that there are far too many
  configurations, and then a value is read."
  [n seen]
  (-> (into [] (mapcat (fn [i] [(invoke i :write i) (info i :write i)])) (range n))
      (into [(invoke :r :read nil) (ok :r :read 3) (invoke :r :read nil) (ok :r :read 0)
             (invoke :r :read nil) (ok :r :read seen)])))

(deftest too-many-configurations-are-told-by-one
  (let [valid (linear/analysis (register :none) (crashes 40 5))
        {:keys [configs final-paths] :as invalid} (linear/analysis (register :none) (crashes 40 :never))]
    (is (true? (:valid? valid)))
    (is (= [(register 5)] (map :model (:configs valid))))
    (is (= 37 (count (:pending (first (:configs valid))))))
    (is (= {:process :r :type :ok :f :read :value :never :index -1} (:op invalid)))
    (is (= [(register 0)] (map :model configs)))
    (is (= 1024 (count final-paths)))
    (is (every? (comp model/inconsistent? :model peek) final-paths))))

(deftest it-ends-when-the-time-is-up
  (let [never-ends (promise)
        stuck      (reify Model (step [_ _] @never-ends))
        history    [(invoke 0 :read 1) (ok 0 :read 1)]]
    (is (= {:valid? :unknown, :cause :timeout, :analyzer :linear}
           (linear/analysis stuck history {:time-limit 10})))
    (deliver never-ends (inconsistent "no")))
  (is (true? (:valid? (linear/analysis (register 0) [(invoke 0 :write 1) (ok 0 :write 1)] {:time-limit 999999999999}))))
  (is (true? (:valid? (linear/analysis (register 0) [(invoke 0 :write 1) (ok 0 :write 1)] {:time-limit nil})))))
