import { css } from 'lit';

/** What every component looks like: controls, headings, lists. Colours come from `page.css`. */
export const style = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { display: block; }
  [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol, dl, dd, fieldset, figure { margin: 0; padding: 0; border: 0; }
  ul, ol { list-style: none; }
  h2 { font-size: 0.8125rem; font-weight: 650; color: var(--muted); }
  h3 { font-size: 0.9375rem; font-weight: 650; }
  a { color: var(--accent); }
  small, .small { font-size: 0.8125rem; }
  .muted { color: var(--muted); }
  .row { display: flex; gap: 0.5rem; align-items: center; flex-wrap: wrap; }
  .stack { display: grid; gap: 0.625rem; }
  .grow { flex: 1; min-width: 0; }
  .card { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 0.875rem 1rem; box-shadow: var(--shadow); }
  .label, label, legend { display: block; font-size: 0.8125rem; font-weight: 600; color: var(--muted); padding: 0; }
  button, input, select, textarea { font: inherit; color: inherit; }
  input, select, textarea {
    width: 100%; min-height: 2.25rem; padding: 0.375rem 0.625rem; margin-top: 0.1875rem;
    background: var(--card); border: 1px solid var(--edge); border-radius: 0.5rem;
  }
  textarea { resize: vertical; line-height: 1.4; field-sizing: content; max-height: 14rem; min-height: 3.75rem; }
  input[type='checkbox'] { width: 1.125rem; min-height: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
  ::placeholder { color: var(--muted); opacity: 1; }
  input[aria-invalid='true'], textarea[aria-invalid='true'] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
  button {
    min-height: 2.25rem; padding: 0.3125rem 0.875rem; cursor: pointer; border-radius: 0.5rem; font-weight: 600;
    background: var(--card); border: 1px solid var(--edge);
  }
  button:hover { background: var(--accent-soft); border-color: var(--accent); }
  button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.main:hover { filter: brightness(1.1); }
  button.plain { border-color: transparent; background: none; color: var(--accent); padding: 0.25rem 0.5rem; min-height: 1.75rem; font-size: 0.875rem; }
  button.plain:hover { background: var(--accent-soft); }
  button:disabled, button[aria-disabled='true'] { opacity: 0.6; cursor: default; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  [tabindex='-1']:focus-visible { outline: none; }
  .fault { color: var(--bad); font-size: 0.8125rem; font-weight: 600; margin-top: 0.1875rem; }
  .fault::before { content: '⚠ '; }
  .notice { padding: 0.5rem 0.75rem; border-radius: 0.5rem; font-size: 0.875rem; }
  .notice.warn { background: var(--warn-soft); color: var(--warn); }
  .notice.bad { background: var(--bad-soft); color: var(--bad); }
  .notice.good { background: var(--good-soft); color: var(--good); }
  .chip {
    display: inline-flex; align-items: center; gap: 0.3125rem; padding: 0.0625rem 0.5rem; border-radius: 1rem;
    font-size: 0.8125rem; font-weight: 600; background: var(--sunk); border: 1px solid var(--line);
  }
  .reference { font-variant-numeric: tabular-nums; font-family: ui-monospace, 'DejaVu Sans Mono', monospace; white-space: nowrap; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .segments { display: flex; flex-wrap: wrap; gap: 0.25rem; margin-top: 0.1875rem; }
  .segments label { position: relative; font-weight: 600; font-size: 0.875rem; color: var(--ink); }
  .segments input { position: absolute; inset: 0; opacity: 0; min-height: 0; height: 100%; margin: 0; cursor: pointer; }
  .segments span {
    background: var(--card);    display: flex; align-items: center; min-height: 2rem; padding: 0.1875rem 0.75rem; border: 1px solid var(--edge); border-radius: 0.5rem;
  }
  .segments input:checked + span { background: var(--accent-soft); border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); color: var(--accent); }
  .segments input:checked + span::before { content: '✓'; margin-right: 0.375rem; }
  .segments input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
  .segments label:hover span { background: var(--accent-soft); }
  @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`;
