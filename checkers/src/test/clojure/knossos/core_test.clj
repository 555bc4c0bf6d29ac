(ns knossos.core-test
  (:require [clojure.test :refer [deftest is]]
            [knossos.core :as core :refer [invoke-op ok-op fail-op info-op register world]]
            [knossos.model :as model]))

(deftest events-have-their-old-names
  (is (= (core/op 0 :ok :read 1) (ok-op 0 :read 1) (core/->Op 0 :ok :read 1 -1)))
  (is (core/invoke? (invoke-op 0 :read nil)))
  (is (core/fail? (fail-op 0 :read nil)))
  (is (core/info? (info-op 0 :read nil)))
  (is (core/ok? (ok-op 0 :read nil))))

(deftest operations-in-a-row-advance-a-world
  (let [ops [(ok-op :a :read 0) (ok-op :a :write 1) (ok-op :a :read 1)]]
    (is (= (assoc (world (register 1)) :fixed ops)
           (core/advance-world (assoc (world (register 0)) :pending (set ops)) ops)))
    (is (core/inconsistent-world? (core/advance-world (world (register 0)) [(ok-op :a :read 1)])))))

(deftest a-world-leads-to-all-orders-of-what-is-pending
  (let [ops #{(ok-op :a :read 0) (ok-op :a :write 1) (ok-op :a :read 1)}]
    (is (= #{[] [[:read 0]] [[:read 0] [:write 1]] [[:read 0] [:write 1] [:read 1]]
             [[:write 1]] [[:write 1] [:read 1]]}
           (into #{} (map #(mapv (juxt :f :value) (:fixed %)))
                 (core/possible-worlds (assoc (world (register 0)) :pending ops)))))))

(deftest linearizations-are-all-worlds-a-history-can-end-in
  (is (= #{(world (register 0))} (core/linearizations (register 0) [])))
  (is (= #{[:w1 :r1 :w2 :r2] [:w2 :r2 :w1 :r1]}
         (into #{} (map #(mapv :process (:fixed %)))
               (core/linearizations (register 0)
                                    [(invoke-op :w1 :write 1) (invoke-op :r1 :read 1)
                                     (invoke-op :w2 :write 2) (invoke-op :r2 :read 2)
                                     (ok-op :w1 :write 1) (ok-op :r1 :read 1)
                                     (ok-op :w2 :write 2) (ok-op :r2 :read 2)]))))
  (is (= #{} (core/linearizations (register 0) [(invoke-op 0 :read 1) (ok-op 0 :read 1)])))
  (is (= #{(assoc (world (register 0)) :index 2)}
         (core/linearizations (register 0) [(invoke-op 0 :write 1) (fail-op 0 :write 1)]))))

(deftest the-longest-beginning-that-is-linearizable
  (let [h [(invoke-op 0 :write 1) (ok-op 0 :write 1) (invoke-op 1 :read 2) (ok-op 1 :read 2)
           (invoke-op 0 :read 1) (ok-op 0 :read 1)]
        a (core/analysis (register 0) h)]
    (is (= (take 3 h) (core/linearizable-prefix (register 0) h)))
    (is (= (take 3 h) (:linearizable-prefix a)))
    (is (= (ok-op 1 :read 2) (:inconsistent-op a)))
    (is (= [[(model/register 1) "1≠2"]] (:inconsistent-transitions a)))
    (is (= {:valid? true :linearizable-prefix (vec (take 2 h))} (core/analysis (register 0) (vec (take 2 h)))))))
