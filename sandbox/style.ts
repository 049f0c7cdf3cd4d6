/** The look of the sandbox's pages: the product's paper and ink, with a ruled band so that nobody takes it for the real thing. */
export const style = `
:root { color-scheme: light dark; --paper: #FBFAF7; --sunk: #F4F2EB; --sheet: #FFFEFC; --ink: #1C1B1A; --ink-2: #4F4C47; --rule: #C8C2B5;
  --control: #88837A; --lapis: #24408E; --fill: #24408E; --on-fill: #FFFFFF; --rubric: #A8322A; --note: #F6F0DA; --note-rule: #DDD0A0; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1C1B1A; --sunk: #151413; --sheet: #232120; --ink: #EDE9E1; --ink-2: #BDB7AC; --rule: #4C4843; --control: #837D74;
    --lapis: #A6B8F4; --fill: #4564BF; --on-fill: #FFFFFF; --rubric: #F2998F; --note: #322C1B; --note-rule: #5A4F2E; }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 400 1rem/1.5rem "Inter Variable", Inter, ui-sans-serif, system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
h1, h2, p, ul, dl, dd, fieldset { margin: 0; padding: 0; border: 0; }
ul { list-style: none; }
h1 { font-size: 1.5rem; line-height: 2rem; font-weight: 600; letter-spacing: -.014em; text-wrap: balance; }
h2 { font-size: 1.125rem; font-weight: 600; margin: 2rem 0 .75rem; }
a { color: var(--lapis); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--lapis); outline-offset: 2px; }
.sandbox { background: var(--note); border-bottom: 1px solid var(--note-rule); padding: .5rem 1rem; font-size: .875rem; line-height: 1.25rem; }
main { max-width: 38rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.second, dt, .hint { color: var(--ink-2); font-size: .875rem; line-height: 1.25rem; }
h1 + p { margin-top: .5rem; }
.list { margin-top: 1.5rem; border-top: 1px solid var(--rule); }
.list > li { border-bottom: 1px solid var(--rule); }
.list > li > a { display: block; padding: .75rem .25rem; min-height: 3rem; color: var(--ink); text-decoration: none; }
.list > li > a:hover { background: var(--sunk); }
.list b { display: block; font-weight: 600; }
main article h2 { font-size: 1rem; margin: 0; }
.letter { background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px; padding: 1rem; margin-top: 1rem; }
dl { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); gap: .25rem .5rem; margin-top: .5rem; }
pre { white-space: pre-wrap; margin: 1rem 0 0; font: inherit; }
pre.raw { font: .8125rem/1.25rem ui-monospace, Menlo, Consolas, monospace; background: var(--sunk); padding: .75rem; max-height: 24rem; overflow: auto; }
summary { cursor: pointer; color: var(--lapis); min-height: 1.5rem; margin-top: .75rem; }
label { display: block; font-weight: 500; font-size: .875rem; margin-top: .75rem; }
fieldset.letter { padding-block: 0 .25rem; }
.tick { display: flex; gap: .75rem; align-items: flex-start; font-size: 1rem; font-weight: 400; padding: .75rem 0; }
.tick input { width: 1.5rem; height: 1.5rem; margin: 0; flex: none; accent-color: var(--fill); }
select, input[type=number] { width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--control); border-radius: 6px;
  background: var(--sheet); color: var(--ink); font: inherit; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button, .button { display: inline-flex; align-items: center; min-height: 3rem; padding: .5rem 1.25rem; border: 1px solid var(--control); border-radius: 6px; background: var(--sheet); color: var(--ink);
  font: inherit; font-weight: 600; cursor: pointer; text-decoration: none; }
.first { background: var(--fill); border-color: var(--fill); color: var(--on-fill); }
.wrong { color: var(--rubric); }
`;
