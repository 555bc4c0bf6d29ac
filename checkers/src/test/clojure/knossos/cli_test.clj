(ns knossos.cli-test
  (:require [clojure.string :as str]
            [clojure.test :refer [deftest is]]
            [knossos.cli :as cli]
            [knossos.op :as op])
  (:import (java.io File)
           (java.util.concurrent TimeUnit)))

(defn- file ^String [content]
  (let [file (doto (File/createTempFile "history" ".edn") .deleteOnExit)]
    (spit file content)
    (str file)))

(def good "[{:process 0 :type :invoke :f :write :value 1}\n {:process 0 :type :ok :f :write :value 1}]")
(def bad "{:process 0 :type :invoke :f :read :value nil}\n{:process 0 :type :ok :f :read :value 1}\n")
(def locked "({:process 0 :type :invoke :f :acquire} {:process 0 :type :ok :f :acquire})")

(defn- run [& args]
  (let [out  (java.io.StringWriter.)
        err  (java.io.StringWriter.)
        code (binding [*out* out, *err* err] (cli/run args))]
    [code (str out)]))

(deftest a-file-is-one-collection-or-one-map-after-another
  (is (= [(op/map->Op {:process 0 :type :invoke :f :read :value nil}) (op/map->Op {:process 0 :type :ok :f :read :value 1})]
         (cli/read-history (file bad))))
  (is (= 2 (count (cli/read-history (file good)))))
  (is (= [:acquire :acquire] (map :f (cli/read-history (file locked)))))
  (is (= 1 (count (cli/read-history (file "; one\n#jepsen.history.Op{:process 0, :type :info, :f :x}")))))
  (is (= [] (cli/read-history (file "")))))

(deftest each-file-has-a-line-with-its-verdict
  (let [files (map file [good bad])]
    (is (= [0 (str (first files) "\ttrue\n" (second files) "\tfalse\n")] (apply run files)))))

(deftest model-and-algorithm-can-be-chosen-in-every-usual-way
  (let [f (file locked)]
    (doseq [args [["--model" "mutex"] ["--model=mutex"] ["-m" "mutex"] ["-mmutex"]
                  ["-m" "mutex" "-a" "wgl"] ["-m" "mutex" "--algorithm=linear"] ["-m" "mutex" "-a" "competition"]]]
      (is (= [0 (str f "\ttrue\n")] (apply run (concat args [f])))))))

(deftest bad-options-end-with-1
  (is (= [1 "Failed to validate \"-m towel\": Must be one of cas-register, mutex, register\n"] (run "-m" "towel")))
  (is (= [1 "Failed to validate \"-a x\": Must be one of competition, linear, wgl\n"] (run "--algorithm" "x")))
  (is (= [1 "Missing required argument for \"-m, --model MODEL\"\n"] (run "--model")))
  (is (= [1 "Unknown option: \"--mode\"\n"] (run "--mode" "mutex"))))

(deftest what-breaks-ends-with-255
  (let [[code out] (run "no-such-file.edn")]
    (is (= 255 code))
    (is (str/includes? out "no-such-file.edn"))))

(deftest main-exits-with-the-code
  (let [process (-> (ProcessBuilder. ^java.util.List [(str (System/getProperty "java.home") "/bin/java")
                                                      "-cp" (System/getProperty "java.class.path")
                                                      "clojure.main" "-m" "knossos.cli" "-m" "towel"])
                    (.redirectErrorStream true)
                    .start)]
    (is (.waitFor process 5 TimeUnit/MINUTES))
    (is (= 1 (.exitValue process)))))
