;(() => {
  "use strict"
  const table = document.getElementById("cols")
  const root = document.documentElement
  root.classList.add("js")

  // Tables that scroll sideways can be reached and scrolled by keys.
  function reachable() {
    for (const box of document.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
      else box.removeAttribute("tabindex")
    }
  }
  addEventListener("resize", reachable)
  reachable()

  for (const chart of document.querySelectorAll(".hist[data-h]")) listen(chart)
  if (table) columns()

  // ---------------------------------------------------------------- the table of columns

  function columns() {
    const bodies = [...table.tBodies]
    const find = document.getElementById("find")
    const count = document.getElementById("count")
    const expand = document.getElementById("expand")
    const chips = [...document.querySelectorAll("[data-f]")]
    const total = count.textContent
    const names = new Map(bodies.map((body) => [body, body.querySelector("bdi").textContent.toLowerCase()]))
    const details = (body) => body.querySelector("details")
    const number = (body, key) => Number(body.dataset[key])
    let filter = "all"

    const shown = {
      all: () => true,
      drift: (body) => body.dataset.s === "drift",
      error: (body) => body.dataset.s === "error",
      not_tested: (body) => body.dataset.s === "not_tested",
      quality: (body) => "q" in body.dataset,
    }

    function show(next) {
      filter = next
      const wanted = find.value.trim().toLowerCase()
      let n = 0
      for (const body of bodies) {
        const visible = shown[filter](body) && names.get(body).includes(wanted)
        body.hidden = !visible
        if (visible) n++
      }
      for (const chip of chips) chip.setAttribute("aria-pressed", String(chip.dataset.f === filter))
      count.textContent = n === bodies.length ? total : `${n.toLocaleString("en")} of ${total}`
    }

    document.getElementById("tools").hidden = false
    find.addEventListener("input", () => show(filter))
    for (const chip of chips) chip.addEventListener("click", () => show(chip.dataset.f))

    // Rows open at a click anywhere; the summary does the same for keys.
    for (const body of bodies) {
      const box = details(body)
      if (!box) continue
      body.dataset.d = ""
      box.addEventListener("toggle", () => {
        if (box.open) body.dataset.o = ""
        else delete body.dataset.o
        reachable()
      })
      body.rows[0].addEventListener("click", (event) => {
        if (!event.target.closest("a, summary") && String(getSelection()) === "") box.open = !box.open
      })
    }

    expand.addEventListener("click", () => {
      const open = expand.getAttribute("aria-expanded") !== "true"
      for (const body of bodies) if (!body.hidden && details(body)) details(body).open = open
      expand.setAttribute("aria-expanded", String(open))
      expand.textContent = open ? "Collapse all" : "Expand all"
    })

    // Sorting. Rows come furthest first; equal ones keep that order.
    const orders = {
      n: (a, b) => (names.get(a) < names.get(b) ? -1 : 1),
      r: (a, b) => number(a, "r") - number(b, "r"),
      m: (a, b) => number(a, "m") - number(b, "m"),
    }
    for (const head of table.querySelectorAll("th[data-k]")) {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = head.textContent
      head.replaceChildren(button)
      button.addEventListener("click", () => {
        const key = head.dataset.k
        const before = head.getAttribute("aria-sort")
        const ascending = before ? before === "descending" : key === "n"
        for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort")
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending")
        const sorted = [...bodies].sort((a, b) => (ascending ? orders[key](a, b) : orders[key](b, a)))
        table.append(...sorted)
      })
    }
    table.querySelector("th[data-k=r]")?.setAttribute("aria-sort", "descending")

    function openTarget() {
      const body = document.getElementById(location.hash.slice(1))
      if (!bodies.includes(body)) return
      if (body.hidden) {
        find.value = ""
        show("all")
      }
      if (details(body)) details(body).open = true
      body.scrollIntoView()
    }
    addEventListener("hashchange", openTarget)
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#c-']")
      if (link && link.hash === location.hash) openTarget()
    })

    // On paper, drifted columns are open and no filter hides any.
    let before = null
    addEventListener("beforeprint", () => {
      before = { filter, find: find.value, open: bodies.filter((body) => details(body)?.open) }
      find.value = ""
      show("all")
      for (const body of bodies) if (shown.drift(body) || shown.error(body)) details(body)?.setAttribute("open", "")
    })
    addEventListener("afterprint", () => {
      for (const body of bodies) if (details(body)) details(body).open = before.open.includes(body)
      find.value = before.find
      show(before.filter)
    })

    const has = (id) => chips.some((chip) => chip.dataset.f === id)
    show(has("drift") && !has("error") ? "drift" : "all")
    openTarget()

    document.getElementById("theme").addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches
      root.dataset.theme = dark ? "light" : "dark"
    })
  }

  // ---------------------------------------------------------------- reading a histogram

  // Readings come as "bin~reference~current", left to right, then the last edge by itself where bins are ranges.
  // Bars lie between 40 and 632 of 640, equally wide.
  function listen(chart) {
    const parts = chart.dataset.h.split("|").map((bin) => bin.split("~"))
    const ranges = parts.at(-1).length === 1
    const bins = ranges ? parts.slice(0, -1) : parts
    const line = document.createElement("p")
    line.className = "reading"
    line.setAttribute("aria-live", "polite")
    chart.after(line)
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect")
    mark.setAttribute("class", "hit")
    mark.setAttribute("y", "4")
    mark.setAttribute("height", "178")
    const wide = 592 / bins.length
    mark.setAttribute("width", String(wide))
    let at = -1

    function read(next) {
      at = Math.min(bins.length - 1, Math.max(0, next))
      const [start, reference, current] = bins[at]
      const bin = ranges ? `${start} to ${parts[at + 1][0]}` : start
      line.textContent = `${bin} · reference ${reference} · current ${current}`
      mark.setAttribute("x", String(40 + at * wide))
      chart.append(mark)
    }
    function leave() {
      at = -1
      line.textContent = ""
      mark.remove()
    }

    chart.setAttribute("tabindex", "0")
    chart.addEventListener("pointermove", (event) => {
      const box = chart.getBoundingClientRect()
      read(Math.floor((((event.clientX - box.left) / box.width) * 640 - 40) / wide))
    })
    chart.addEventListener("pointerleave", leave)
    chart.addEventListener("blur", leave)
    chart.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (!step) return
      event.preventDefault()
      read(at === -1 ? (step === 1 ? 0 : bins.length - 1) : at + step)
    })
  }
})()
