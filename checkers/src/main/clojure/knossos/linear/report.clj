(ns knossos.linear.report
  "Draws where a history stops making sense: on top the operations in time, one
  row a process; below the final paths, one row each, step by step to the one
  that cannot happen."
  (:require [clojure.string :as str]
            [knossos.engine :as engine]
            [knossos.history :as history]
            [knossos.model :as model]
            [knossos.op :as op]))

(def paths-shown
  "A drawing of more paths is read by nobody; the shortest are drawn."
  64)

(def ^:private column-width 84)
(def ^:private row-height 34)
(def ^:private bar-height 24)
(def ^:private margin 90)
(def ^:private char-width 7.2)

(def ^:private style
  "text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: #1c2024; }
.quiet { fill: #6b7280; }
.bar rect, .step rect { stroke: #9aa4b2; }
.bar.ok rect { fill: #cfe3fb; } .bar.open rect { fill: #fbe3c0; stroke-dasharray: 4 3; }
.bar.culprit rect { stroke: #c81e3a; stroke-width: 2.5; }
.step rect { fill: #eef2f6; } .step.stuck rect { fill: #fbd5dc; stroke: #c81e3a; }
.lit .bar { opacity: .25; } .lit .bar.on { opacity: 1; }
@media (prefers-color-scheme: dark) { svg { background: #fff; } }")

(def ^:private script
  "document.querySelectorAll('.path').forEach(path => {
  const bars = path.dataset.bars.split(' ').map(id => document.getElementById(id));
  const light = on => { path.ownerSVGElement.classList.toggle('lit', on);
                        bars.forEach(bar => bar && bar.classList.toggle('on', on)); };
  path.addEventListener('mouseenter', () => light(true));
  path.addEventListener('mouseleave', () => light(false));
});")

(defn- safe
  "Text that cannot be taken for markup, nor change how its neighbours look:
  what is invisible is written as \\uXXXX."
  [text]
  (str/escape (str/replace (str text) #"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]"
                           (fn [hidden] (apply str (map #(format "\\u%04x" (int %)) hidden))))
              {\& "&amp;", \< "&lt;", \> "&gt;", \" "&quot;", \' "&#39;"}))

(defn- tag
  "An element. Children are markup already."
  [element attributes & children]
  (str "<" element
       (str/join (for [[k v] attributes] (str " " (name k) "=\"" (safe v) "\"")))
       ">" (str/join children) "</" element ">\n"))

(defn- call
  "An operation in words."
  [{:keys [f value]}]
  (str (if (keyword? f) (name f) (pr-str f)) " " (pr-str value)))

(defn- abbreviated [text width]
  (let [room (max 1 (int (/ width char-width)))]
    (if (<= (count text) room) text (str (subs text 0 (max 0 (dec room))) "…"))))

(defn- box [x y width label title classes]
  (tag "g" {:class classes}
       (tag "title" {} (safe title))
       (tag "rect" {:x x, :y y, :width width, :height bar-height, :rx 4})
       (tag "text" {:x (+ x 6), :y (+ y 16)} (safe (abbreviated label (- width 10))))))

(defn- shown-calls
  "The positions of the invocations that the analysis speaks of."
  [{:keys [ops partners] :as problem} {:keys [op previous-ok final-paths]}]
  (let [position (into {} (map-indexed (fn [i op] [(engine/render problem op) i])) ops)
        called   (fn [event]
                   (when-let [i (position event)]
                     (if (op/invoke? (nth ops i)) i (nth partners i))))]
    {:called called
     :calls  (into (sorted-set)
                   (keep called)
                   (concat [op previous-ok] (map :op (mapcat identity final-paths))))}))

(defn- layout
  "Where things are: :column of each position in time, :row of each process."
  [{:keys [ops partners]} calls]
  (let [ended  (fn [i] (let [end (nth partners i)] (when-not (op/info? (nth ops end)) end)))
        moments (into (sorted-set) (mapcat #(remove nil? [% (ended %)])) calls)
        column (zipmap moments (range))]
    {:left   column
     :right  (fn [i] (get column (ended i) (count moments)))
     :ended? (comp some? ended)
     :width  (inc (count moments))
     :row    (zipmap (history/sort-processes (into #{} (map #(:process (nth ops %))) calls))
                     (range))}))

(defn- bars [{:keys [ops]} {:keys [left right ended? row]} calls culprit]
  (for [i calls
        :let [{:keys [process] :as op} (nth ops i)
              x     (+ margin (* column-width (left i)))
              width (- (* column-width (- (right i) (left i))) 6)]]
    (tag "g" {:id (str "op-" i)
              :class (str "bar " (if (ended? i) "ok" "open") (when (= i culprit) " culprit"))}
         (box x (* row-height (row process)) width (call op)
              (str "process " process ": " (call op)
                   (cond (= i culprit)      ", which no order explains"
                         (not (ended? i)) ", which never ended"))
              "call"))))

(defn- path-row [called y number path]
  (let [ids   (keep (comp called :op) path)
        steps (reduce (fn [{:keys [x drawn]} {op :op state :model}]
                        (let [stuck? (model/inconsistent? state)
                              label  (str (if op (call op) "at first") (if stuck? ": " " → ") state)
                              width  (+ 14 (* char-width (min 48 (count label))))]
                          {:x     (+ x width 10)
                           :drawn (conj drawn (box x y width label
                                                   (str (when op (str "process " (:process op) ": ")) label)
                                                   (if stuck? "step stuck" "step")))}))
                      {:x margin, :drawn []}
                      path)]
    {:width  (:x steps)
     :markup (tag "g" {:class "path", :data-bars (str/join " " (map #(str "op-" %) ids))}
                  (tag "text" {:x 8, :y (+ y 16), :class "quiet"} (str "path " (inc number)))
                  (str/join (:drawn steps)))}))

(defn- drawing [history analysis]
  (let [problem  (engine/problem nil history)
        {:keys [called calls]} (shown-calls problem analysis)
        place    (layout problem calls)
        height   (* row-height (count (:row place)))
        below    (+ height 40)
        paths    (sort-by (juxt count pr-str) (:final-paths analysis))
        rows     (map-indexed #(path-row called (+ below (* row-height %1)) %1 %2) (take paths-shown paths))
        hidden   (- (count paths) (count rows))
        y-end    (+ below (* row-height (count rows)))
        width    (apply max (+ margin (* column-width (:width place))) 960 (map :width rows))]
    (tag "svg" {:xmlns "http://www.w3.org/2000/svg", :width width, :height (+ y-end 50)
                :viewBox (str "-8 -8 " width " " (+ y-end 50)), :role "img"
                :aria-label (str "No order explains " (call (:op analysis)))}
         (tag "style" {} style)
         (str/join (for [[process row] (:row place)]
                     (tag "text" {:x 8, :y (+ 16 (* row-height row)), :class "quiet"}
                          (safe (abbreviated (str process) (- margin 16))))))
         (str/join (bars problem place calls (called (:op analysis))))
         (tag "text" {:x 8, :y (+ height 20), :class "quiet"}
              "time →   blue: completed, dashed: never ended, red frame: no order explains it. Point at a path to see its operations.")
         (str/join (map :markup rows))
         (when (pos? hidden)
           (tag "text" {:x 8, :y (+ y-end 16), :class "quiet"} (str "and " hidden " more paths")))
         (tag "script" {} (str "//<![CDATA[\n" script "\n//]]>")))))

(defn render-analysis!
  "Draws an analysis that found the history not linearizable into a file, which
  needs nothing else: as HTML if its name ends so, else as SVG."
  [history analysis file]
  (assert (false? (:valid? analysis)) "only what is not linearizable can be drawn")
  (let [svg (drawing history analysis)]
    (spit file
          (if (re-find #"(?i)\.html?$" (str file))
            (str "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not linearizable</title></head>\n"
                 "<body>\n" svg "</body></html>\n")
            svg))))
