(ns knossos.oracle-test
  "Small histories at random, each judged by brute force too: valid is what
  knossos.core/linearizations finds a world for."
  (:require [clojure.test :refer [deftest is]]
            [knossos.core :as core]
            [knossos.history :as history]
            [knossos.linear :as linear]
            [knossos.linear.config :as config]
            [knossos.model :as model]
            [knossos.wgl :as wgl])
  (:import (java.util Random)
           (knossos.model Model)))

(def histories-each (Long/getLong "faultline.oracle.histories" 100))

(defrecord Tally [total]
  Model
  (step [this {:keys [f value]}]
    (case f
      :add  (->Tally (+ total value))
      :read (if (contains? #{nil total} value) this (model/inconsistent (str "counted " total))))))

(defn- one-of [^Random random & choices]
  (nth choices (.nextInt random (count choices))))

(def kinds
  "By name: the model, and a function that makes up a call, [f argument result]."
  {:register     [(model/register 0)
                  #(let [v (.nextInt ^Random % 3)] (one-of % [:write v v] [:read nil v] [:read nil nil]))]
   :cas-register [(model/cas-register 0)
                  #(let [v (.nextInt ^Random % 3), w (.nextInt ^Random % 3)]
                     (one-of % [:write v v] [:read nil v] [:cas [v w] [v w]]))]
   :mutex        [(model/mutex) #(one-of % [:acquire nil nil] [:release nil nil])]
   :set          [(model/set) #(let [v (.nextInt ^Random % 2)]
                                 (one-of % [:add v v] [:read nil #{v}] [:read nil #{0 1}]))]
   :fifo-queue   [(model/fifo-queue) #(let [v (.nextInt ^Random % 2)] (one-of % [:enqueue v v] [:dequeue nil v]))]
   :unordered    [(model/unordered-queue) #(let [v (.nextInt ^Random % 2)] (one-of % [:enqueue v v] [:dequeue nil v]))]
   :registers    [(model/multi-register {:x 0 :y 0})
                  #(let [v (.nextInt ^Random % 2), w (.nextInt ^Random % 2)]
                     (one-of % [:txn [[:write :x v] [:write :y w]] [[:write :x v] [:write :y w]]]
                             [:txn [[:read :x nil] [:read :y nil]] [[:read :x v] [:read :y w]]]))]
   :my-own       [(->Tally 0) #(one-of % [:add 1 1] [:add 2 2] [:read nil (.nextInt ^Random % 4)])]})

(defn- random-history
  "Up to 5 operations of up to 3 processes at a time, some of which crash, fail
  or stay open."
  [^Random random call]
  (loop [history [], open {}, left (+ 2 (.nextInt random 4)), fresh 3, idle [0 1 2]]
    (let [begin? (and (pos? left) (seq idle) (or (empty? open) (.nextBoolean random)))]
      (cond
        begin?
        (let [[f argument result] (call random)
              process (peek idle)]
          (recur (conj history {:process process :type :invoke :f f :value argument})
                 (assoc open process [f argument result]) (dec left) fresh (pop idle)))

        (or (empty? open) (and (zero? left) (zero? (.nextInt random 6))))
        (history/index history)

        :else
        (let [[process [f argument result]] (nth (sort-by key open) (.nextInt random (count open)))
              end    (one-of random :ok :ok :ok :ok :info :fail)
              event  {:process process :type end :f f :value (if (= :ok end) result argument)}]
          (recur (conj history event) (dissoc open process) left
                 (if (= :info end) (inc fresh) fresh)
                 (conj idle (if (= :info end) fresh process))))))))

(defn- completed [history]
  (history/without-failures (history/complete history)))

(defn- first-misfit
  "The :index of the first :ok up to which there is no linearization, for all
  that is known of how the others end."
  [model history]
  (let [ends (reduce (fn [worlds op]
                       (let [after (core/worlds-after worlds op)]
                         (if (empty? after) (reduced op) after)))
                     #{(core/world model)}
                     (completed history))]
    (:index ends)))

(defn- agrees? [model history]
  (let [misfit (first-misfit model history)
        told   [(linear/analysis model history)
                (wgl/analysis model history)
                (with-redefs [config/steps-max 0] (linear/analysis model history))]]
    (every? (fn [{:keys [valid? op] :as analysis}]
              (if misfit
                (and (false? valid?) (= misfit (:index op)) (seq (:final-paths analysis))
                     (every? (comp model/inconsistent? :model peek) (:final-paths analysis)))
                (true? valid?)))
            told)))

(deftest verdicts-and-misfits-are-those-of-brute-force
  (doseq [[kind [model call]] kinds
          :let [histories (mapv #(random-history (Random. %) call) (range histories-each))
                invalid   (count (filter #(first-misfit model %) histories))]]
    (is (empty? (remove #(agrees? model %) histories)) (str kind))
    (is (< (* 0.02 histories-each) invalid (* 0.98 histories-each)) (str kind ", of which are invalid"))))

(deftest configurations-are-those-of-brute-force
  (doseq [[kind [model call]] kinds
          history (map #(random-history (Random. %) call) (range (quot histories-each 4)))
          :when (not (first-misfit model history))]
    (is (= (into #{} (map :model) (core/linearizations model (completed history)))
           (into #{} (mapcat #(map :model (core/possible-worlds (assoc (core/world (:model %)) :pending (set (:pending %))))))
                 (:configs (linear/analysis model history))))
        (str kind " " (pr-str history)))))
