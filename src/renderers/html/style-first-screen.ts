/** What is worst, what is not known, the large figures. */
export const FIRST_SCREEN_STYLE = `
main > .worst { border-left: 8px solid var(--clear); padding: 1.1rem 1.5rem; }
main > .worst.critical { border-left-color: var(--critical); }
main > .worst.serious { border-left-color: var(--serious); }
main > .worst.notable { border-left-color: var(--notable); }
main > .worst.unknown, main > .worst.unproven { border-left-color: var(--warn-line); }
.sentence { font-size: clamp(1.15rem, 1rem + 0.9vw, 1.55rem); line-height: 1.3; font-weight: 600; max-width: 62ch; text-wrap: pretty; }
.marks { display: flex; flex-wrap: wrap; gap: 0.3rem 1.8rem; }
section.worst > .marks { margin-top: 0.5rem; }
.mark { display: inline-block; min-width: 1.1em; }
main > .gaps { background: var(--warn-ground); border-color: var(--warn-line); padding: 1rem 1.5rem 1.1rem; }
main > .gaps.none { background: var(--surface); border-color: var(--line); display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; align-items: baseline; }
.gaps h2 { font-size: 1.1rem; margin-bottom: 0.6rem; }
.gaps.none h2 { margin: 0; }
.gaps .count { display: inline-block; background: var(--warn-line); color: light-dark(#000, #000); border-radius: 999px; padding: 0 0.6rem; font-size: 0.9rem; margin-left: 0.3rem; }
.gaps ul { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 0.45rem 1.6rem; }
.gaps li { font-size: 0.9rem; line-height: 1.4; }
.gaps li p { margin: 0.15rem 0 0 1.1em; }
.accounts { white-space: nowrap; }
.gaps summary { cursor: pointer; padding-left: 1.1em; text-indent: -1.1em; }
.gaps summary strong { font-weight: 600; }
section .decisions { padding: 0; counter-reset: decision; display: grid; gap: 0.6rem; }
.decision { --tone: var(--notable); list-style: none; counter-increment: decision; border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 8px; padding: 0.6rem 1rem 0.7rem; max-width: none; }
.decision.critical { --tone: var(--critical); }
.decision.serious { --tone: var(--serious); }
.decision .act { font-weight: 600; font-size: 1.05rem; max-width: 90ch; }
.decision .act::before { content: counter(decision) '. '; color: var(--tone); }
.decision .facts { max-width: none; color: var(--muted); font-size: 0.93rem; display: flex; flex-wrap: wrap; gap: 0.1rem 1.4rem; margin-top: 0.2rem; }
.decision .facts b { color: var(--ink); font-weight: 600; }
.self { color: inherit; text-decoration: none; }
.self:hover { text-decoration: underline; }
.cards { list-style: none; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(17.5rem, 100%), 1fr)); }
section .cards { padding: 0; }
.card { --tone: var(--notable); background: var(--surface); border: 1px solid var(--line); border-top: 5px solid var(--tone); border-radius: 12px; padding: 0.9rem 1.2rem 1.1rem; display: flex; flex-direction: column; gap: 0.4rem; max-width: none; }
.card.critical { --tone: var(--critical); }
.card.serious { --tone: var(--serious); }
.card.empty { --tone: var(--muted); }
.card.clear { --tone: var(--clear); }
.card.unknown, .card.unproven { --tone: var(--warn-line); border-style: dashed; border-top-style: solid; }
.gravity { color: var(--tone); font-size: 0.85rem; font-weight: 650; letter-spacing: 0.02em; }
.card.unknown .gravity { color: var(--ink); }
.figure { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.6rem; color: var(--muted); }
.figure strong { font-size: clamp(2rem, 1.6rem + 1.2vw, 2.6rem); line-height: 1.1; letter-spacing: -0.025em; color: var(--ink); font-weight: 680; }
.figure small { font-size: 1.05rem; font-weight: 600; letter-spacing: 0; }
.meter { display: block; width: 100%; height: 6px; border-radius: 3px; }
.meter .fill { fill: var(--tone); }
.physicians { font-weight: 600; }
.certainty, .change, .moves, .why { font-size: 0.92rem; }
.certainty, .as-of { color: var(--muted); font-size: 0.92rem; }
.certainty.part .mark { color: var(--serious); }
.change { font-weight: 600; }
.change.up { color: var(--critical); }
.change.down { color: var(--clear); }
.change.same, .change.unknown, .change.unsure { color: var(--muted); }
.moves { color: var(--muted); }
section .moves { list-style: none; padding: 0 0 0 1.1em; }
.others { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
section .others { padding: 0.9rem 1.2rem 0.9rem 2.2rem; }
#checks .fold { background: var(--surface); }
#checks .fold ul { margin-top: 0; }
@media (min-width: 52rem) {
  .card:first-child { grid-column: span 2; }
  .card:first-child .figure strong { font-size: 3.6rem; }
  .card:first-child h3 { font-size: 1.3rem; }
}
`;
