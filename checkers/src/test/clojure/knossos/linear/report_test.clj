(ns knossos.linear.report-test
  (:require [clojure.string :as str]
            [clojure.test :refer [deftest is]]
            [knossos.linear :as linear]
            [knossos.linear.report :as report]
            [knossos.model :refer [cas-register register]]
            [knossos.op :refer [info invoke ok]]
            [knossos.wgl :as wgl])
  (:import (java.io File)
           (javax.xml.parsers DocumentBuilderFactory)))

(def history
  [{:type :invoke, :f :write, :value 0, :process 0}
   {:type :ok, :f :write, :value 0, :process 0}
   {:type :invoke, :f :read, :value nil, :process 1}
   {:type :invoke, :f :write, :value 4, :process 2}
   {:type :ok, :f :read, :value 3, :process 1}
   {:type :ok, :f :write, :value 4, :process 2}])

(defn- rendered [history analysis suffix]
  (let [file (doto (File/createTempFile "linear" suffix) .deleteOnExit)]
    (report/render-analysis! history analysis (str file))
    file))

(defn- elements [^File file tag]
  (let [found (.getElementsByTagName (.parse (.newDocumentBuilder (DocumentBuilderFactory/newInstance)) file) tag)]
    (mapv #(.item found %) (range (.getLength found)))))

(defn- with-class [file class-name]
  (filter (fn [^org.w3c.dom.Element g]
            (contains? (set (str/split (.getAttribute g "class") #" ")) class-name))
          (elements file "g")))

(deftest a-drawing-has-every-operation-and-every-path
  (doseq [analyze [linear/analysis wgl/analysis]
          :let [analysis (analyze (cas-register) history)
                file     (rendered history analysis ".svg")]]
    (is (= 3 (count (with-class file "bar"))))
    (is (= 1 (count (with-class file "culprit"))))
    (is (= 2 (count (with-class file "path"))))
    (is (= 2 (count (with-class file "stuck"))))
    (is (str/includes? (slurp file) "can&#39;t read 3 from register 4"))))

(deftest operations-that-never-ended-are-drawn-open
  (let [h (into [(invoke 5 :write 9) (info 5 :write 9)] (map #(merge (invoke 0 nil nil) %)) history)]
    (is (= 1 (count (with-class (rendered h (linear/analysis (cas-register) h) ".svg") "open"))))))

(deftest values-cannot-be-taken-for-markup
  (let [evil "</text><script>alert(1)</script>\u202e\u0000]]>&\"'"
        h    [(invoke evil :write evil) (ok evil :write evil) (invoke 1 :read nil) (ok 1 :read (str evil evil))]
        file (rendered h (linear/analysis (register evil) h) ".svg")]
    (is (= 1 (count (elements file "script"))))
    (is (not (re-find #"[\u202e\u0000]" (slurp file))))))

(deftest many-paths-are-counted-and-not-drawn
  (let [h    (-> (into [] (mapcat (fn [i] [(invoke i :write i) (info i :write i)])) (range 12))
                 (into [(invoke 99 :read nil) (ok 99 :read :never)]))
        file (rendered h (linear/analysis (register) h) ".svg")]
    (is (= report/paths-shown (count (with-class file "path"))))
    (is (str/includes? (slurp file) "and 960 more paths"))))

(deftest html-is-made-when-the-name-says-so
  (is (str/starts-with? (slurp (rendered history (linear/analysis (cas-register) history) ".html"))
                        "<!DOCTYPE html>")))

(deftest only-what-is-not-linearizable-can-be-drawn
  (is (thrown? AssertionError (rendered [] {:valid? true} ".svg"))))
