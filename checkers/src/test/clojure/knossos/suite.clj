(ns knossos.suite
  "The Clojure tests, for JUnit to run one by one."
  (:require [clojure.string :as str]
            [clojure.test :as test])
  (:import (java.nio.file Files LinkOption Path)
           (org.opentest4j TestAbortedException)))

(def namespaces
  '[knossos.op-test
    knossos.model-test
    knossos.history-test
    knossos.linear-test
    knossos.wgl-test
    knossos.competition-test
    knossos.search-test
    knossos.core-test
    knossos.cli-test
    knossos.recorded-test
    knossos.readme-test
    knossos.linear.report-test
    knossos.model.memo-test])

(defn test-name [v]
  (str/replace (name (symbol v)) "-" " "))

(defn tests
  "By namespace, its tests as vars, in the order of the file."
  []
  (into (sorted-map)
        (map (fn [n]
               (require n)
               (let [found (filter (comp :test meta) (vals (ns-interns n)))]
                 (assert (seq found) (str n " has no tests"))
                 [n (vec (sort-by (comp :line meta) found))])))
        namespaces))

(defn- told [{:keys [message expected actual file line]}]
  (str/join "\n  "
            (remove nil?
                    [(str file ":" line)
                     (not-empty (test/testing-contexts-str))
                     message
                     (str "expected " (pr-str expected))
                     (str "  actual " (if (instance? Throwable actual)
                                        (with-out-str (binding [*err* *out*] (.printStackTrace ^Throwable actual
                                                                                              (java.io.PrintWriter. *out*))))
                                        (pr-str actual)))])))

(defn run
  "Runs one test and returns what failed, as text. One that asserts nothing
  fails too. One that is skipped throws what JUnit takes for that."
  [v]
  (let [failures (atom [])
        asserted (atom 0)]
    (binding [test/report (fn [{:keys [type actual] :as event}]
                            (when (instance? TestAbortedException actual)
                              (throw actual))
                            (when (#{:pass :fail :error} type)
                              (swap! asserted inc))
                            (when (#{:fail :error} type)
                              (swap! failures conj (told event))))]
      (let [n     (find-ns (symbol (namespace (symbol v))))
            once  (test/join-fixtures (::test/once-fixtures (meta n)))
            each  (test/join-fixtures (::test/each-fixtures (meta n)))]
        (once #(each (fn [] (test/test-var v))))))
    (if (zero? @asserted)
      ["nothing was asserted"]
      @failures)))

(defn repository
  "A path below the root of the repository; Maven runs tests in a module or at
  the root."
  ^Path [& more]
  (loop [root (.toAbsolutePath (Path/of "" (make-array String 0)))]
    (if (Files/isDirectory (.resolve root "harness") (make-array LinkOption 0))
      (reduce #(.resolve ^Path %1 ^String %2) root more)
      (recur (.getParent root)))))
