(ns knossos.readme-test
  "The session that the README of this module shows, typed in again."
  (:require [clojure.string :as str]
            [clojure.test :refer [deftest is]]
            [clojure.walk :as walk]
            [knossos.suite :as suite])
  (:import (java.io File PushbackReader StringReader)
           (java.nio.file Path)))

(def readme
  (delay (slurp (.toFile ^Path (suite/repository "checkers" "README.md")))))

(defn- exchanges
  "What was typed and what was answered: each [typed answered]."
  []
  (for [[_ block] (re-seq #"(?s)```clojure\n(user=> .*?)\n```" @readme)
        exchange  (rest (str/split block #"(?m)^user=> "))
        :let [reader (PushbackReader. (StringReader. exchange))
              typed  (read reader)]]
    [typed (str/trim (slurp reader))]))

(defn- temporary [suffix]
  (str (doto (File/createTempFile "session" suffix) .deleteOnExit)))

(deftest the-session-in-the-readme-is-true
  (let [[_ history] (re-find #"(?s)```edn\n(.*?)```" @readme)
        files       {"history.edn" (temporary ".edn"), "linear.svg" (temporary ".svg")}
        session     (exchanges)]
    (spit (files "history.edn") history)
    (is (= 11 (count session)))
    (binding [*ns* (create-ns 'user)]
      (refer 'clojure.core)
      (doseq [[typed answer] session
              :let [answered (pr-str (eval (walk/postwalk-replace files typed)))]]
        (is (= (read-string answer) (read-string answered)) (pr-str typed))))
    (is (str/includes? (slurp (files "linear.svg")) "<svg"))))
