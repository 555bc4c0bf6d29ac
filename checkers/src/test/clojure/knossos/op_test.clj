(ns knossos.op-test
  (:require [clojure.edn :as edn]
            [clojure.test :refer [deftest is]]
            [knossos.op :as op])
  (:import (knossos.op Op)))

(deftest events-are-records-with-an-index-of-minus-one
  (is (= (op/->Op 3 :invoke :write 5 -1) (op/invoke 3 :write 5)))
  (is (= [:invoke :ok :fail :info]
         (map #(:type (% 0 :read nil)) [op/invoke op/ok op/fail op/info])))
  (is (instance? Op (op/op 0 :ok :read 1))))

(deftest events-print-with-the-tag-of-the-record
  (is (= "#knossos.op.Op{:process 0, :type :ok, :f :read, :value 1, :index -1}"
         (pr-str (op/ok 0 :read 1))))
  (is (= (op/ok 0 :read 1)
         (edn/read-string {:readers {'knossos.op.Op op/map->Op}} (pr-str (op/ok 0 :read 1))))))

(deftest predicates-know-the-type
  (is (= [true false false false] (map #(% (op/invoke 0 :read nil)) [op/invoke? op/ok? op/fail? op/info?])))
  (is (= [false true false false] (map #(% {:type :ok}) [op/invoke? op/ok? op/fail? op/info?])))
  (is (= [false false true false] (map #(% (op/fail 0 :read nil)) [op/invoke? op/ok? op/fail? op/info?])))
  (is (= [false false false true] (map #(% (op/info 0 :read nil)) [op/invoke? op/ok? op/fail? op/info?]))))

(deftest a-record-becomes-a-plain-map-with-its-extra-keys
  (is (= {:process 0 :type :ok :f :read :value 1 :index -1 :time 7}
         (op/Op->map (assoc (op/ok 0 :read 1) :time 7))))
  (is (not (record? (op/Op->map (op/ok 0 :read 1)))))
  (is (nil? (op/Op->map nil))))

(deftest same-process
  (is (op/same-process? (op/invoke 1 :read nil) {:process 1}))
  (is (not (op/same-process? (op/invoke 1 :read nil) (op/invoke 2 :read nil)))))
