(ns knossos.cli
  "Checks histories in EDN files: prints each name, a tab, and whether the
  history is linearizable."
  (:require [clojure.edn :as edn]
            [clojure.java.io :as io]
            [clojure.string :as str]
            [knossos.competition :as competition]
            [knossos.history :as history]
            [knossos.linear :as linear]
            [knossos.model :as model]
            [knossos.wgl :as wgl])
  (:import (java.io PrintWriter PushbackReader)))

(defn read-history
  "The history in a file: one collection of event maps, or one map after
  another. Tags are ignored."
  [file]
  (with-open [reader (PushbackReader. (io/reader file))]
    (let [read-one #(edn/read {:eof ::end, :default (fn [_ value] value)} reader)
          forms    (into [] (take-while #(not= ::end %)) (repeatedly read-one))
          [form]   forms]
      (history/parse-ops
        (if (and (= 1 (count forms)) (sequential? form)) form forms)))))

(def models
  {"register"     model/register
   "cas-register" model/cas-register
   "mutex"        model/mutex})

(def algos
  {"competition" competition/analysis
   "wgl"         wgl/analysis
   "linear"      linear/analysis})

(defn- one-of [choices]
  (str "Must be one of " (str/join ", " (sort (keys choices)))))

(def opts
  "The options, each [short long & {:default, :parse-fn, :validate}]."
  [["-a" "--algorithm ALGO"
    :default  competition/analysis
    :parse-fn algos
    :validate [identity (one-of algos)]]
   ["-m" "--model MODEL"
    :default  model/cas-register
    :parse-fn models
    :validate [identity (one-of models)]]])

(defn- option [[short-name long-form & {:keys [default parse-fn] [_ complaint] :validate}]]
  (let [[_ long-name] (re-find #"^(--\S+)" long-form)]
    {:names [short-name long-name], :key (keyword (subs long-name 2)), :form (str short-name ", " long-form)
     :default default, :parse parse-fn, :complaint complaint}))

(defn- split
  "An argument as [option text-or-nil], if it begins with an option's name:
  --model mutex, --model=mutex, -m mutex, -mmutex."
  [options arg]
  (some (fn [{[short-name long-name] :names :as option}]
          (cond
            (#{short-name long-name} arg)                  [option nil]
            (str/starts-with? arg (str long-name "="))  [option (subs arg (inc (count long-name)))]
            (and (str/starts-with? arg short-name) (not (str/starts-with? arg "--")))
            [option (subs arg (count short-name))]))
        options))

(defn- parse
  "{:options, :arguments, :errors}"
  [args]
  (let [options (map option opts)]
    (loop [[arg & more :as args] args
           parsed {:options (into {} (map (juxt :key :default)) options), :arguments [], :errors []}]
      (let [[option inline] (when arg (split options arg))
            text            (or inline (first more))
            value           (when text (and option ((:parse option) text)))]
        (cond
          (empty? args)                    parsed
          (= "--" arg)                     (update parsed :arguments into more)
          value                            (recur (if inline more (rest more))
                                                  (assoc-in parsed [:options (:key option)] value))
          (and option text)                (recur (if inline more (rest more))
                                                  (update parsed :errors conj
                                                          (str "Failed to validate \"" (first (:names option)) " " text
                                                               "\": " (:complaint option))))
          option                           (recur more
                                                  (update parsed :errors conj
                                                          (str "Missing required argument for \"" (:form option) "\"")))
          (and (str/starts-with? arg "-")
               (< 1 (count arg)))          (recur more (update parsed :errors conj
                                                               (str "Unknown option: " (pr-str arg))))
          :else                            (recur more (update parsed :arguments conj arg)))))))

(defn run
  "Does what the arguments say and returns the exit code: 0 when every file was
  checked, whatever came of it; 1 for bad options; 255 when something broke."
  [args]
  (try
    (let [{:keys [options arguments errors]} (parse args)
          {:keys [algorithm model]} options]
      (run! println errors)
      (if (seq errors)
        1
        (do
          (doseq [file arguments]
            (print file)
            (flush)
            (let [{:keys [valid?]} (algorithm (model) (read-history file))]
              (print "\t")
              (prn valid?)))
          0)))
    (catch Throwable t
      (println)
      (println (str "could not go on: " (or (ex-message t) t)))
      (.printStackTrace t (PrintWriter. *err* true))
      255)))

(defn -main
  "As run, then exits."
  [& args]
  (System/exit (run args)))
