(ns knossos.core
  "The oldest way in: events and models under one name, and a plain search for
  short histories. New code wants knossos.competition."
  (:require [knossos.engine :as engine]
            [knossos.history :as history]
            [knossos.linear :as linear]
            [knossos.model :as model]
            [knossos.op :as op])
  (:import (java.util.function BooleanSupplier)))

(def op        op/op)
(def ->Op      op/->Op)
(def map->Op   op/map->Op)
(def invoke-op op/invoke)
(def ok-op     op/ok)
(def fail-op   op/fail)
(def info-op   op/info)

(def invoke? op/invoke?)
(def ok?     op/ok?)
(def fail?   op/fail?)
(def info?   op/info?)

(def complete history/complete)

(def step          model/step)
(def inconsistent  model/inconsistent)
(def inconsistent? model/inconsistent?)
(def noop          model/noop)
(def register      model/register)
(def cas-register  model/cas-register)
(def mutex         model/mutex)
(def ->Register    model/->Register)
(def ->CASRegister model/->CASRegister)
(def ->Mutex       model/->Mutex)

(defrecord World [model fixed pending index])

(defn world
  "The beginning: nothing :fixed in order, nothing :pending, at :index 0 of the
  history."
  [model]
  (->World model [] #{} 0))

(defn inconsistent-world?
  "Whether the last step in this world cannot happen."
  [world]
  (model/inconsistent? (:model world)))

(defn advance-world
  "The world after these pending operations, in this order."
  [world ops]
  (reduce (fn [world op]
            (-> world
                (update :model model/step op)
                (update :fixed conj op)
                (update :pending disj op)))
          world
          ops))

(defn possible-worlds
  "All worlds that any of the pending operations in any order lead to, this one
  among them. Factorially many: for short histories."
  [world]
  (into #{world}
        (comp (map #(advance-world world [%]))
              (remove inconsistent-world?)
              (mapcat possible-worlds))
        (:pending world)))

(defn- after
  "The worlds that there can be after an event."
  [world {:keys [type process] :as op}]
  (let [next-world (update world :index inc)
        call       (first (filter #(= process (:process %)) (:pending world)))]
    (case type
      :invoke (possible-worlds (update next-world :pending conj op))
      :ok     (if call [] [next-world])
      :fail   (if call [(update next-world :pending disj call)] [])
      :info   [next-world])))

(defn worlds-after
  "The set of all worlds that these can lead to with an event; empty when that
  cannot happen in any."
  [worlds op]
  (into #{} (mapcat #(after % op)) worlds))

(defn linearizations
  "The set of all worlds that a completed history can end in; empty when it is
  not linearizable. Factorially many: for short histories."
  [model history]
  (assert (vector? history))
  (reduce worlds-after #{(world model)} history))

(def ^:private never
  (reify BooleanSupplier
    (getAsBoolean [_] false)))

(defn- stop
  "Where a history stops being linearizable: {:index, :configs}, or nil."
  [model history]
  (let [problem (engine/encode (engine/problem model (history/index history)))
        {:keys [valid? misfit cause]} (engine/judge problem never)]
    (case valid?
      true     nil
      :unknown (throw (ex-info "the search gave up" {:cause cause}))
      false    (let [{:keys [failed configs]} (linear/dead-end problem misfit never)]
                 {:index   (:index (engine/render problem (nth (:ops problem) failed)))
                  :configs configs}))))

(defn linearizable-prefix
  "The longest beginning of the history that is linearizable."
  [model history]
  (if-let [{:keys [index]} (stop model history)]
    (take index history)
    (seq history)))

(defn analysis
  "Whether the history is linearizable, and its :linearizable-prefix. Where it
  is not, the :inconsistent-op that no order explains, and as
  :inconsistent-transitions each model that it met with what that says."
  [model history]
  (let [completed (history/complete history)]
    (if-let [{:keys [index configs]} (stop model history)]
      (let [op (nth completed index)]
        {:valid?                   false
         :linearizable-prefix      (take index completed)
         :inconsistent-op          op
         :inconsistent-transitions (for [m (distinct (map :model configs))]
                                     [m (:msg (model/step m op))])})
      {:valid?              true
       :linearizable-prefix completed})))
