(ns knossos.model-test
  (:require [clojure.test :refer [are deftest is]]
            [knossos.model :as model])
  (:import (knossos.model CASRegister Model)))

(defn- end
  "The model after these [f value]."
  [model & calls]
  (reduce (fn [m [f value]] (model/step m {:f f :value value})) model calls))

(defn- possible? [model & calls]
  (not (model/inconsistent? (apply end model calls))))

(deftest a-register-reads-what-was-written-last
  (is (= (model/register 2) (end (model/register) [:write 1] [:read 1] [:write 2])))
  (is (= (model/inconsistent "1≠2") (end (model/register 1) [:read 2])))
  (is (possible? (model/register 1) [:read nil])))

(deftest a-compare-and-set-needs-the-value-it-expects
  (is (= (model/cas-register 3) (end (model/cas-register 1) [:cas [1 2]] [:cas [2 3]])))
  (is (= (model/inconsistent "can't CAS 1 from 2 to 3") (end (model/cas-register 1) [:cas [2 3]])))
  (is (= (model/inconsistent "can't read 5 from register 1") (end (model/cas-register 1) [:read 5])))
  (is (possible? (model/cas-register) [:cas [nil 1]] [:read 1] [:write 2] [:read nil])))

(deftest a-mutex-is-held-once
  (is (= (model/mutex) (end (model/mutex) [:acquire nil] [:release nil])))
  (is (= "already held" (:msg (end (model/mutex) [:acquire nil] [:acquire nil]))))
  (is (= "not held" (:msg (end (model/mutex) [:release nil]))))
  (is (= ["free" "locked"] (map str [(model/mutex) (end (model/mutex) [:acquire nil])]))))

(deftest a-transaction-on-registers-happens-at-one-moment
  (is (= (model/multi-register {:x 1 :y 2})
         (end (model/multi-register {:x 0 :y 0}) [:txn [[:write :x 1] [:read :y 0] [:write :y 2] [:read :y 2]]])))
  (is (= (model/inconsistent "0≠1") (end (model/multi-register {:x 0}) [:txn [[:read :x 1]]])))
  (is (possible? (model/multi-register {:x 0}) [:txn [[:read :x nil]]])))

(deftest a-set-is-read-whole
  (is (possible? (model/set) [:add 1] [:add 2] [:add 1] [:read #{1 2}]))
  (is (not (possible? (model/set) [:add 1] [:read #{}]))))

(deftest an-unordered-queue-gives-each-element-once
  (is (= (model/unordered-queue) (end (model/unordered-queue) [:enqueue 1] [:enqueue 2] [:enqueue 1]
                                      [:dequeue 1] [:dequeue 1] [:dequeue 2])))
  (is (= "can't dequeue 1" (:msg (end (model/unordered-queue) [:enqueue 1] [:dequeue 1] [:dequeue 1])))))

(deftest a-fifo-queue-gives-the-oldest
  (is (= (model/fifo-queue) (end (model/fifo-queue) [:enqueue 1] [:enqueue 2] [:dequeue 1] [:dequeue 2])))
  (is (= "can't dequeue 2" (:msg (end (model/fifo-queue) [:enqueue 1] [:enqueue 2] [:dequeue 2]))))
  (is (= "can't dequeue 1 from empty queue" (:msg (end (model/fifo-queue) [:dequeue 1])))))

(deftest noop-allows-everything
  (is (= model/noop (end model/noop [:anything 1] [:else nil]))))

(deftest an-inconsistent-model-stays-so-and-says-why
  (is (= (model/inconsistent "no") (end (model/inconsistent "no") [:read 1])))
  (is (= "no" (str (model/inconsistent "no"))))
  (is (not (model/inconsistent? (model/register)))))

(deftest a-function-that-a-model-does-not-know-is-an-error
  (are [m] (thrown? IllegalArgumentException (end m [:jump 1]))
    (model/register) (model/cas-register) (model/mutex) (model/set) (model/fifo-queue) (model/unordered-queue)))

(deftest models-are-records-with-the-known-tags
  (is (= "#knossos.model.CASRegister{:value 3}" (pr-str (model/cas-register 3))))
  (is (= "#knossos.model.Register{:value nil}" (pr-str (model/register))))
  (is (= "#knossos.model.Mutex{:locked? false}" (pr-str (model/mutex))))
  (is (= "#knossos.model.MultiRegister{:x 0}" (pr-str (model/multi-register {:x 0}))))
  (is (= "#knossos.model.Inconsistent{:msg \"no\"}" (pr-str (model/inconsistent "no"))))
  (is (= "3" (str (model/cas-register 3))))
  (is (instance? Model (CASRegister. 3))))
