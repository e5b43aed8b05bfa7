"""The style sheet of the pages: light and dark, side by side where there is room, and on paper."""

STYLE = """
:root { color-scheme: light dark; --line: #8884; --del: #fdd; --ins: #dfd; --move: #ddf; --soft: #8881;
  --good: #bfe3c4; --warn: #f6e3a1; --part: #bfdcf0; --bad: #f3bdb8; }
@media (prefers-color-scheme: dark) { :root { --del: #622; --ins: #253; --move: #336;
  --good: #24492c; --warn: #55470f; --part: #1c3e55; --bad: #5a2521; } }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 0; }
table { border-collapse: collapse; margin: .5rem 0; } th, td { border: 1px solid var(--line); padding: .2rem .6rem;
  text-align: left; vertical-align: top; font-weight: normal; } thead th { font-weight: bold; background: var(--soft); }
.pair { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; }
.what { margin: 0; padding: .2rem .8rem; background: var(--soft); font-size: .85rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; } section { padding: .6rem .8rem; overflow-wrap: anywhere; }
section + section { border-left: 1px solid var(--line); } section p { margin: .4rem 0; white-space: pre-line; }
section:target { outline: 3px solid #48f8; } .links, dl, .facts { font-size: .85rem; }
dl { margin: .4rem 0; display: grid; grid-template-columns: max-content 1fr; gap: 0 .6rem; } dt { opacity: .7; }
dd { margin: 0; } .facts { margin: 0; padding: .4rem .8rem .4rem 2rem; border-top: 1px solid var(--line); }
del { background: var(--del); } ins { background: var(--ins); } .moved { background: var(--move); }
.elsewhere { opacity: .6; } .none { background: var(--soft); }
.heat td { text-align: center; } .heat small { display: block; opacity: .75; } .wide { overflow-x: auto; }
.legend { list-style: none; padding: 0; display: flex; gap: .5rem; } .legend li { padding: 0 .6rem; }
tbody th { white-space: nowrap; } .heat tbody th { white-space: normal; min-width: 12em; }
.taken_over { background: var(--good); } .changed { background: var(--warn); }
td.changed { background: color-mix(in srgb, var(--good) calc(var(--alike) * 100%), var(--warn)); }
td.partial, li.partial { background: var(--part); } .missing { background: var(--bad); }
@media (max-width: 45rem) { .sides { grid-template-columns: 1fr; } section + section { border-left: 0;
  border-top: 1px solid var(--line); } }
@media print { .pair { break-inside: avoid; } details { display: none; } }
"""
