import type { Glyph } from './paint.ts'

/** Shapes for what is learned and played. */
export const learnGlyphs: Readonly<Record<string, Glyph>> = {
  abacus: ({ main, soft, faint }) => `
    <rect x="28" y="30" width="72" height="68" rx="10" fill="none" stroke="${main}" stroke-width="6"/>
    <g stroke="${faint}" stroke-width="4"><path d="M31 50h66M31 66h66M31 82h66"/></g>
    <g fill="${main}"><circle cx="44" cy="50" r="7"/><circle cx="59" cy="50" r="7"/><circle cx="44" cy="66" r="7"/><circle cx="56" cy="82" r="7"/><circle cx="71" cy="82" r="7"/></g><g fill="${soft}"><circle cx="85" cy="50" r="7"/><circle cx="71" cy="66" r="7"/><circle cx="86" cy="66" r="7"/><circle cx="86" cy="82" r="7"/></g>`,
  leaf: ({ main, soft, cut }) => `
    <path d="M34 92C24 52 54 28 100 30c2 46-22 76-62 66z" fill="${main}"/><path d="M100 30C98 74 74 100 38 96c16-28 36-48 62-66z" fill="${soft}"/><path d="M30 102c10-24 28-42 50-54" fill="none" stroke="${cut}" stroke-width="5" stroke-linecap="round"/>`,
  atom: ({ main, soft }) => `
    <g fill="none" stroke-width="5.500"><ellipse cx="64" cy="64" rx="40" ry="15" stroke="${main}"/><ellipse cx="64" cy="64" rx="40" ry="15" stroke="${soft}" transform="rotate(60 64 64)"/><ellipse cx="64" cy="64" rx="40" ry="15" stroke="${soft}" transform="rotate(120 64 64)"/></g><circle cx="64" cy="64" r="8" fill="${main}"/><circle cx="104" cy="64" r="6" fill="${main}"/><circle cx="44" cy="29" r="5" fill="${main}"/>`,
  palette: ({ main, cut, soft }) => `
    <path d="M64 28c-24 0-40 15-40 35 0 21 17 37 38 37 9 0 11-6 8-12-3-7 1-12 9-12h9c10 0 16-6 16-16 0-18-18-32-40-32z" fill="${main}"/><g fill="${cut}"><circle cx="46" cy="54" r="6.500"/><circle cx="64" cy="45" r="6.500"/><circle cx="84" cy="53" r="6.500"/></g><circle cx="44" cy="74" r="6.500" fill="${soft}"/><circle cx="44" cy="74" r="6.500" fill="${cut}" opacity=".6"/>`,
  kite: ({ main, soft, faint }) => `
    <path d="M76 24l24 24-44 34z" fill="${main}"/><path d="M76 24L46 42l10 40z" fill="${soft}"/><path d="M100 48L56 82l-10-40z" fill="${faint}"/><path d="M56 82c-4 10-12 4-16 12s-8 4-10 10" fill="none" stroke="${main}" stroke-width="5" stroke-linecap="round"/>`,
  planet: ({ main, soft, cut }) => `
    <circle cx="64" cy="64" r="26" fill="${main}"/><path d="M41 52h46M39 66h50" stroke="${cut}" stroke-width="4" opacity=".35"/><path d="M42 78C28 90 22 98 26 102c5 6 30-8 50-28s34-41 28-46c-4-4-14 2-26 12" fill="none" stroke="${soft}" stroke-width="6" stroke-linecap="round"/><circle cx="34" cy="36" r="4" fill="${soft}"/>`,
  music: ({ main, soft }) => `
    <path d="M52 84V40l40-9v43" fill="none" stroke="${main}" stroke-width="7" stroke-linejoin="round"/><path d="M52 40l40-9v13l-40 9z" fill="${main}"/><ellipse cx="43" cy="86" rx="12" ry="9.500" fill="${main}" transform="rotate(-18 43 86)"/><ellipse cx="83" cy="77" rx="12" ry="9.500" fill="${soft}" transform="rotate(-18 83 77)"/>`,
  puzzle: ({ main, soft }) => `
    <path d="M34 46h16c-5-16 19-16 14 0h18v18c16-5 16 19 0 14v20H34z" fill="${main}"/><circle cx="92" cy="38" r="9" fill="${soft}"/>`,
  graph: ({ main, soft, faint }) => `
    <g stroke="${faint}" stroke-width="3"><path d="M44 30v68M60 30v68M76 30v68M92 30v68M30 46h68M30 62h68M30 78h68"/></g><path d="M32 28v68h68" fill="none" stroke="${main}" stroke-width="6" stroke-linecap="round"/><path d="M36 84c16 2 16-44 30-44s12 30 32-4" fill="none" stroke="${main}" stroke-width="6" stroke-linecap="round"/><circle cx="66" cy="40" r="6" fill="${soft}"/>`,
  wave: ({ main, soft, faint }) => `
    <path d="M-4 58c16-18 30-18 44 0s30 18 46 0 30-14 46 0v74H-4z" fill="${faint}"/><path d="M-4 78c18-14 30-12 44 0s30 12 46 0 30-12 46 0v54H-4z" fill="${soft}"/><path d="M-4 98c18-12 30-10 44 0s30 10 46 0 30-10 46 0v34H-4z" fill="${main}"/><circle cx="88" cy="36" r="12" fill="${main}"/>`,
  blocks: ({ main, soft, faint }) => `
    <rect x="28" y="66" width="32" height="32" rx="7" fill="${main}"/><rect x="68" y="66" width="32" height="32" rx="7" fill="${soft}"/><rect x="48" y="28" width="32" height="32" rx="7" fill="${main}" transform="rotate(8 64 44)"/><circle cx="84" cy="82" r="7" fill="${main}"/><path d="M38 88l6-12 6 12z" fill="${faint}"/>`,
  summit: ({ main, soft, cut }) => `
    <circle cx="92" cy="40" r="11" fill="${soft}"/><path d="M22 98l34-58 34 58z" fill="${main}"/><path d="M64 98l20-32 22 32z" fill="${soft}"/><path d="M56 40l12 20-7-3-5 7-6-7-6 4z" fill="${cut}"/>`,
  calendar: ({ main, soft, cut }) => `
    <rect x="28" y="36" width="72" height="64" rx="11" fill="${main}"/><path d="M28 54V47a11 11 0 0 1 11-11h50a11 11 0 0 1 11 11v7z" fill="${soft}"/><g stroke="${main}" stroke-width="7" stroke-linecap="round"><path d="M46 28v14M82 28v14"/></g><g fill="${cut}"><rect x="40" y="63" width="11" height="10" rx="3"/><rect x="58" y="63" width="11" height="10" rx="3"/><rect x="76" y="63" width="11" height="10" rx="3"/><rect x="40" y="80" width="11" height="10" rx="3"/><rect x="58" y="80" width="11" height="10" rx="3"/></g>`,
  flask: ({ main, soft, cut }) => `
    <path d="M52 28h24M56 28v24L34 90c-3 6 0 12 7 12h46c7 0 10-6 7-12L72 52V28" fill="none" stroke="${main}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/><path d="M49 72h30l11 19c2 3 0 6-3 6H41c-3 0-5-3-3-6z" fill="${main}"/><circle cx="57" cy="84" r="5" fill="${cut}"/><circle cx="71" cy="80" r="3.500" fill="${cut}"/><circle cx="66" cy="61" r="4" fill="${soft}"/>`,
  chat: ({ main, soft, cut }) => `
    <path d="M50 78h34a14 14 0 0 1 14 14v12l-12-9H58a14 14 0 0 1-14-14z" fill="${soft}" transform="translate(4 -6)"/><path d="M42 30h36a16 16 0 0 1 16 16v16a16 16 0 0 1-16 16H54L36 92V77a16 16 0 0 1-10-15V46a16 16 0 0 1 16-16z" fill="${main}"/><g fill="${cut}"><circle cx="45" cy="54" r="5"/><circle cx="60" cy="54" r="5"/><circle cx="75" cy="54" r="5"/></g>`,
  star: ({ main, soft }) => `
    <path d="M64 24l12 25 27 4-20 19 5 28-24-13-24 13 5-28-20-19 27-4z" fill="${main}" stroke="${main}" stroke-width="5" stroke-linejoin="round"/><path d="M64 24v63l-24 13 5-28-20-19 27-4z" fill="${soft}"/>`,
  shield: ({ main, soft, cut }) => `
    <path d="M64 24l34 12v24c0 22-14 36-34 44-20-8-34-22-34-44V36z" fill="${main}"/><path d="M64 24v80c-20-8-34-22-34-44V36z" fill="${soft}"/><path d="M50 63l10 11 19-22" fill="none" stroke="${cut}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>`,
  rocket: ({ main, soft, faint, cut }) => `
    <g transform="rotate(45 64 64)"><path d="M64 18c16 14 20 34 16 58H48c-4-24 0-44 16-58z" fill="${main}"/><path d="M48 62L36 84l13-4zM80 62l12 22-13-4z" fill="${soft}"/><circle cx="64" cy="48" r="8" fill="${cut}"/><path d="M55 82h18c0 12-4 18-9 26-5-8-9-14-9-26z" fill="${faint}"/></g>`,
}
