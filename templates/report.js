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
  findings()
  theme()

  function theme() {
    const button = document.getElementById("theme")
    button.hidden = false
    button.addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches
      root.dataset.theme = dark ? "light" : "dark"
    })
  }

  // Heads of tables that sort become buttons. `order` gives from two rows and the head what Array.sort wants.
  function sortable(heads, rows, order, descendingFirst) {
    for (const head of heads) {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = head.textContent
      head.replaceChildren(button)
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort")
        const ascending = before ? before === "descending" : !descendingFirst(head)
        for (const other of heads) other.removeAttribute("aria-sort")
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending")
        const sorted = [...rows].sort((a, b) => (ascending ? order(head, a, b) : order(head, b, a)))
        rows[0]?.parentNode.append(...sorted)
      })
    }
  }

  // ---------------------------------------------------------------- the table of columns

  function columns() {
    const bodies = [...table.tBodies]
    const find = document.getElementById("find")
    const count = document.getElementById("count")
    const elsewhere = document.getElementById("elsewhere")
    const expand = document.getElementById("expand")
    const chips = [...document.querySelectorAll("[data-f]")]
    const total = count.textContent
    const names = new Map(bodies.map((body) => [body, body.querySelector("bdi").textContent.toLowerCase()]))
    const types = new Map(bodies.map((body) => [body, body.querySelector(".c-name .sub").textContent.toLowerCase()]))
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
      let others = 0
      for (const body of bodies) {
        const found = names.get(body).includes(wanted) || types.get(body).startsWith(wanted)
        const visible = found && shown[filter](body)
        body.hidden = !visible
        if (visible) n++
        else if (found && wanted !== "") others++
      }
      for (const chip of chips) chip.setAttribute("aria-pressed", String(chip.dataset.f === filter))
      count.textContent = n === bodies.length ? total : `${n.toLocaleString("en")} of ${total}`
      elsewhere.hidden = others === 0
      elsewhere.textContent = `${others.toLocaleString("en")} in other filters`
    }

    // The address says what is shown: "#c-age" for one opened row, else "#show=quality&find=age&open=c-age,c-purpose".
    let first = "all"
    let told = false
    function tell() {
      if (!told) return
      const opened = bodies.filter((body) => details(body)?.open)
      const open = opened.map(({ id }) => id)
      const all = open.length > 1 && bodies.every((body) => body.hidden || !details(body) || details(body).open)
      const said = new URLSearchParams()
      if (filter !== first) said.set("show", filter)
      if (find.value.trim() !== "") said.set("find", find.value.trim())
      if (open.length > 0) said.set("open", all ? "all" : open.join())
      // What an address of one row shows by itself.
      const usual = filter === first || (filter === "all" && opened.length === 1 && !shown[first](opened[0]))
      const one = open.length === 1 && usual && !said.has("find")
      const hash = one ? open[0] : String(said).replaceAll("%2C", ",")
      try {
        history.replaceState(null, "", hash === "" ? location.pathname + location.search : `#${hash}`)
      } catch {
        // A page within a page may have no address of its own.
      }
    }

    function change(next) {
      show(next)
      tell()
    }

    document.getElementById("tools").hidden = false
    find.addEventListener("input", () => change(filter))
    elsewhere.addEventListener("click", () => {
      change("all")
      find.focus()
    })
    for (const chip of chips) chip.addEventListener("click", () => change(chip.dataset.f))

    // Rows open at a click anywhere; the summary does the same for keys.
    for (const body of bodies) {
      const box = details(body)
      if (!box) continue
      body.dataset.d = ""
      box.addEventListener("toggle", () => {
        if (box.open) body.dataset.o = ""
        else delete body.dataset.o
        reachable()
        tell()
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
    sortable(
      [...table.querySelectorAll("th[data-k]")],
      bodies,
      (head, a, b) => orders[head.dataset.k](a, b),
      (head) => head.dataset.k !== "n",
    )
    table.querySelector("th[data-k=r]")?.setAttribute("aria-sort", "descending")

    function openTarget() {
      const body = document.getElementById(location.hash.slice(1))
      if (!bodies.includes(body)) return said()
      if (body.hidden) {
        find.value = ""
        show("all")
      }
      if (details(body)) details(body).open = true
      body.scrollIntoView()
    }

    // What an address says that was copied from this page.
    function said() {
      const wanted = new URLSearchParams(location.hash.slice(1))
      if (!["show", "find", "open"].some((key) => wanted.has(key))) return
      find.value = wanted.get("find") ?? ""
      show(wanted.get("show") in shown ? wanted.get("show") : first)
      const open = wanted.get("open")?.split(",") ?? []
      for (const body of bodies)
        if (details(body)) details(body).open = open.includes(body.id) || (open[0] === "all" && !body.hidden)
      document.getElementById("columns").scrollIntoView()
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
    first = has("drift") && !has("error") ? "drift" : "all"
    show(first)
    openTarget()
    told = true
  }

  // ---------------------------------------------------------------- the table of findings

  function findings() {
    const list = document.getElementById("findings")
    if (!list) return
    const rows = [...list.tBodies[0].rows]
    const find = document.getElementById("quality-find")
    const count = document.getElementById("quality-count")
    const buttons = [...document.querySelectorAll("[data-q]:is(button)")]
    let wanted = "all"

    function show() {
      const text = find.value.trim().toLowerCase()
      let n = 0
      for (const row of rows) {
        row.hidden = !(wanted === "all" || row.dataset.s === wanted) || !row.textContent.toLowerCase().includes(text)
        if (!row.hidden) n++
      }
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.q === wanted))
      count.textContent = n === rows.length ? "" : `${n} of ${rows.length} findings`
    }

    document.getElementById("quality-tools").hidden = rows.length < 4
    find.addEventListener("input", show)
    for (const button of buttons)
      button.addEventListener("click", () => {
        wanted = button.dataset.q
        show()
      })

    const heads = [...list.querySelectorAll("th[data-sort]")]
    const value = (row, head) => {
      const cell = row.cells[head.cellIndex]
      return cell.dataset.v ?? cell.textContent.toLowerCase()
    }
    const order = (head, a, b) => (value(a, head) < value(b, head) ? -1 : value(a, head) > value(b, head) ? 1 : 0)
    sortable(heads, rows, order, () => false)

    let before = null
    addEventListener("beforeprint", () => {
      before = { wanted, text: find.value }
      wanted = "all"
      find.value = ""
      show()
    })
    addEventListener("afterprint", () => {
      wanted = before.wanted
      find.value = before.text
      show()
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
