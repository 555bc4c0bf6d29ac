(ns knossos.recorded-test
  "Histories that others recorded, with known verdicts."
  (:require [clojure.string :as str]
            [clojure.test :refer [deftest is]]
            [knossos.cli :as cli]
            [knossos.competition :as competition]
            [knossos.linear :as linear]
            [knossos.model :as model]
            [knossos.suite :as suite]
            [knossos.wgl :as wgl])
  (:import (java.nio.file Files LinkOption Path)
           (org.junit.jupiter.api Assumptions)))

(defn- recorded
  "[file model verdict], of those that a model here fits."
  []
  (let [folder (suite/repository ".." "shared" "histories")
        table  (.resolve folder "verdicts.tsv")]
    (Assumptions/assumeTrue (Files/isRegularFile table (make-array LinkOption 0))
                            (str "skipped: no recorded histories at " (.normalize folder)))
    (for [line (str/split-lines (slurp (.toFile table)))
          :let [[file model verdict] (str/split line #"\t")]
          :when (#{"cas-register" "mutex"} model)]
      [(.toFile ^Path (.resolve folder ^String file)) ((cli/models model)) (= "valid" verdict)])))

(defn- paths-end-in-the-culprit-or-sooner [{:keys [op final-paths]}]
  (and (seq final-paths)
       (every? (fn [path]
                 (and (model/inconsistent? (:model (peek path)))
                      (not-any? (comp model/inconsistent? :model) (pop path))))
               final-paths)
       (some #(= op (:op (peek %))) final-paths)))

(deftest every-algorithm-gets-the-known-verdicts
  (let [files (recorded)]
    (is (= 108 (count files)))
    (doseq [[file model valid?] files
            :let [history (cli/read-history file)
                  by-competition (competition/analysis model history)
                  by-linear      (linear/analysis model history)
                  by-wgl         (wgl/analysis model history)]]
      (is (= [valid? valid? valid?] (map :valid? [by-competition by-linear by-wgl])) (str file))
      (if valid?
        (do (is (seq (:configs by-linear)) (str file))
            (is (satisfies? model/Model (:model by-wgl)) (str file)))
        (do (is (= (:op by-linear) (:op by-wgl) (:op by-competition)) (str file))
            (is (= (:previous-ok by-linear) (:previous-ok by-wgl)) (str file))
            (is (every? paths-end-in-the-culprit-or-sooner [by-linear by-wgl]) (str file)))))))

(deftest a-known-failure-is-told-as-it-always-was
  (when-let [[file] (first (filter #(str/ends-with? (str (first %)) "bad-cas-failure.edn") (recorded)))]
    (let [a (linear/analysis (model/cas-register 0) (cli/read-history file))]
      (is (= {:process 70 :type :ok :f :read :value 0 :index 491} (:op a)))
      (is (= {:process 74 :type :ok :f :read :value 0 :index 478} (:previous-ok a)))
      (is (= {:process 76 :type :ok :f :write :value 2 :index 472} (:last-op a)))
      (is (= [{:model   (model/cas-register 2)
               :last-op {:process 76 :type :ok :f :write :value 2 :index 472}
               :pending [{:process 70 :type :invoke :f :read :value 0 :index 488}
                         {:process 77 :type :invoke :f :cas :value [1 1] :index 463}]}]
             (:configs a))))))
