import type { Glyph } from './paint.ts'

/** Shapes for tools of work. */
export const workGlyphs: Readonly<Record<string, Glyph>> = {
  notebook: ({ main, soft, cut }) => `
    <rect x="34" y="28" width="56" height="72" rx="9" fill="${main}"/>
    <g stroke="${cut}" stroke-width="5" stroke-linecap="round"><path d="M46 48h32M46 62h32M46 76h16"/></g>
    <g transform="rotate(45 88 84)"><rect x="82" y="56" width="13" height="44" rx="3" fill="${cut}"/><rect x="84" y="54" width="9" height="38" rx="2" fill="${soft}"/><path d="M84 92h9l-4.500 12z" fill="${main}"/></g>`,
  route: ({ main, soft, cut }) => `
    <path d="M38 94c22 0 6-34 26-34s10 26 28 20" fill="none" stroke="${soft}" stroke-width="7" stroke-linecap="round" stroke-dasharray="1 12"/>
    <circle cx="36" cy="94" r="9" fill="${main}"/>
    <path d="M86 78c-14-17-20-24-20-33a20 20 0 0 1 40 0c0 9-6 16-20 33z" fill="${main}"/><circle cx="86" cy="45" r="8" fill="${cut}"/>`,
  shifts: ({ main, soft, cut }) => `
    <circle cx="64" cy="64" r="36" fill="${soft}"/><path d="M64 28a36 36 0 0 1 0 72z" fill="${main}"/>
    <path d="M64 44v21l14 9" fill="none" stroke="${cut}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>`,
  scan: ({ main, soft }) => `
    <g fill="none" stroke="${main}" stroke-width="7" stroke-linecap="round"><path d="M32 46V36a4 4 0 0 1 4-4h10M82 32h10a4 4 0 0 1 4 4v10M96 82v10a4 4 0 0 1-4 4H82M46 96H36a4 4 0 0 1-4-4V82"/></g>
    <g fill="${main}"><rect x="43" y="46" width="6" height="36" rx="2"/><rect x="54" y="46" width="4" height="36" rx="2"/><rect x="63" y="46" width="8" height="36" rx="2"/><rect x="77" y="46" width="7" height="36" rx="2"/></g>
    <rect x="28" y="61" width="72" height="6" rx="3" fill="${soft}"/>`,
  signature: ({ main, soft }) => `
    <path d="M30 84c10-34 22-50 30-46 9 5-16 42-7 44 8 2 13-26 21-24 6 2-3 22 4 23 6 1 9-9 20-9" fill="none" stroke="${main}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>
    <rect x="30" y="94" width="68" height="5" rx="2.500" fill="${soft}"/>`,
  bars: ({ main, soft, faint }) => `
    <g><rect x="30" y="66" width="17" height="32" rx="5" fill="${faint}"/><rect x="55" y="50" width="17" height="48" rx="5" fill="${soft}"/><rect x="80" y="34" width="17" height="64" rx="5" fill="${main}"/></g>
    <path d="M32 50l22-14 14 6 20-16" fill="none" stroke="${main}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`,
  video: ({ main, soft }) => `
    <rect x="26" y="42" width="52" height="44" rx="12" fill="${main}"/><path d="M83 58l16-11c2-1 4 0 4 3v28c0 3-2 4-4 3L83 70z" fill="${soft}"/>`,
  envelope: ({ main, soft, cut }) => `
    <rect x="26" y="38" width="76" height="54" rx="10" fill="${main}"/>
    <path d="M30 44l29 24a8 8 0 0 0 10 0l29-24" fill="none" stroke="${cut}" stroke-width="6" stroke-linecap="round"/><circle cx="98" cy="40" r="13" fill="${cut}"/><circle cx="98" cy="40" r="9" fill="${soft}"/>`,
  key: ({ main, soft, cut }) => `
    <g transform="rotate(-45 64 64)"><circle cx="42" cy="64" r="20" fill="${main}"/><circle cx="36" cy="64" r="6" fill="${cut}"/><path d="M60 58h44a6 6 0 0 1 0 12h-4v8h-9v-8h-8v6h-8v-6H60z" fill="${main}"/></g><circle cx="92" cy="92" r="8" fill="${soft}"/>`,
  receipt: ({ main, soft, cut }) => `
    <path d="M38 28h52v74l-9-7-8 7-9-7-9 7-8-7-9 7z" fill="${main}"/>
    <g stroke="${cut}" stroke-width="5" stroke-linecap="round"><path d="M50 46h28M50 60h28M50 74h12"/></g><circle cx="88" cy="82" r="15" fill="${cut}"/><path d="M81 82l5 5 9-10" fill="none" stroke="${soft}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`,
  map: ({ main, soft, faint, cut }) => `
    <path d="M28 42l24-9v54l-24 9z" fill="${main}"/><path d="M52 33l24 9v54l-24-9z" fill="${soft}"/><path d="M76 42l24-9v54l-24 9z" fill="${main}"/>
    <path d="M34 78c14-4 12-20 26-22s16-6 20-14" fill="none" stroke="${cut}" stroke-width="4" stroke-linecap="round" stroke-dasharray="5 7"/><circle cx="86" cy="52" r="6" fill="${faint}"/>`,
  clipboard: ({ main, soft, cut }) => `
    <rect x="34" y="32" width="60" height="70" rx="10" fill="${main}"/><rect x="50" y="25" width="28" height="15" rx="7" fill="${soft}"/>
    <g fill="none" stroke="${cut}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"><path d="M44 56l4 4 7-8M44 74l4 4 7-8M64 57h19M64 75h19"/></g>`,
  camera: ({ main, soft, cut }) => `
    <path d="M34 44h12l6-9h24l6 9h12a8 8 0 0 1 8 8v34a8 8 0 0 1-8 8H34a8 8 0 0 1-8-8V52a8 8 0 0 1 8-8z" fill="${main}"/><circle cx="64" cy="68" r="18" fill="${cut}"/><circle cx="64" cy="68" r="11" fill="${soft}"/><circle cx="91" cy="55" r="4" fill="${cut}"/>`,
  compass: ({ main, soft, faint }) => `
    <circle cx="64" cy="64" r="38" fill="none" stroke="${main}" stroke-width="6"/><circle cx="64" cy="64" r="28" fill="${faint}"/>
    <path d="M80 42L70 70l-12-12z" fill="${main}"/><path d="M48 86l10-28 12 12z" fill="${soft}"/>`,
  timer: ({ main, soft, cut }) => `
    <rect x="55" y="22" width="18" height="9" rx="4" fill="${soft}"/><circle cx="64" cy="68" r="34" fill="${main}"/><path d="M64 68V42a26 26 0 0 1 22.500 39z" fill="${cut}" opacity=".85"/><circle cx="64" cy="68" r="5" fill="${soft}"/>`,
  cloud: ({ main, soft, cut }) => `
    <circle cx="80" cy="50" r="17" fill="${soft}"/><path d="M44 90a18 18 0 0 1-3-36 24 24 0 0 1 46-2 19 19 0 0 1 0 38z" fill="${main}"/>
    <path d="M64 84V62m-9 8l9-9 9 9" fill="none" stroke="${cut}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`,
  voice: ({ main, soft }) => `
    <g stroke-linecap="round" stroke-width="8"><path d="M64 32v64" stroke="${main}"/><path d="M49 46v36M79 46v36" stroke="${main}"/><path d="M34 56v16M94 56v16" stroke="${soft}"/></g>`,
  crane: ({ main, soft, faint }) => `
    <path d="M24 74l40-40 10 28z" fill="${main}"/><path d="M64 34l40 16-30 12z" fill="${soft}"/><path d="M24 74l50-12-18 34z" fill="${faint}"/><path d="M74 62l14 30-32 4z" fill="${soft}"/>`,
  depot: ({ main, soft, cut }) => `
    <path d="M26 56l38-26 38 26v42H26z" fill="${main}"/><rect x="40" y="64" width="48" height="34" rx="3" fill="${cut}"/><g fill="${soft}"><rect x="46" y="80" width="16" height="18" rx="2"/><rect x="66" y="80" width="16" height="18" rx="2"/><rect x="56" y="66" width="16" height="12" rx="2"/></g>`,
  board: ({ main, soft, faint }) => `
    <g><rect x="28" y="32" width="20" height="64" rx="6" fill="${faint}"/><rect x="54" y="32" width="20" height="64" rx="6" fill="${faint}"/><rect x="80" y="32" width="20" height="64" rx="6" fill="${faint}"/></g>
    <g fill="${main}"><rect x="31" y="36" width="14" height="17" rx="4"/><rect x="57" y="36" width="14" height="26" rx="4"/><rect x="83" y="36" width="14" height="13" rx="4"/><rect x="31" y="57" width="14" height="13" rx="4"/></g><rect x="83" y="53" width="14" height="24" rx="4" fill="${soft}"/>`,
  gear: ({ main, soft, cut }) => `
    <g fill="${main}">${[0, 45, 90, 135].map((angle) => `<rect x="55" y="26" width="18" height="76" rx="6" transform="rotate(${angle} 64 64)"/>`).join('')}<circle cx="64" cy="64" r="28"/></g><circle cx="64" cy="64" r="17" fill="${cut}"/><path d="M57 64l5 6 10-12" fill="none" stroke="${soft}" stroke-width="5.500" stroke-linecap="round" stroke-linejoin="round"/>`,
  moon: ({ main, soft }) => `
    <path d="M82 92a36 36 0 1 1-6-60 30 30 0 0 0 6 60z" fill="${main}"/><circle cx="92" cy="44" r="4" fill="${soft}"/><circle cx="102" cy="64" r="3" fill="${soft}"/><circle cx="84" cy="62" r="3" fill="${soft}"/>`,
  pulse: ({ main, cut }) => `
    <path d="M64 100C38 82 26 68 26 52a19 19 0 0 1 38-6 19 19 0 0 1 38 6c0 16-12 30-38 48z" fill="${main}"/><path d="M34 66h16l6-13 10 26 8-18 4 5h16" fill="none" stroke="${cut}" stroke-width="5.500" stroke-linecap="round" stroke-linejoin="round"/>`,
  parcel: ({ main, soft, faint, cut }) => `
    <path d="M64 26l34 18-34 18-34-18z" fill="${main}"/><path d="M30 44l34 18v40L30 84z" fill="${soft}"/><path d="M98 44L64 62v40l34-18z" fill="${faint}"/><path d="M46 35l34 18v14l-7-3-5 8V60L34 42z" fill="${cut}" opacity=".7"/>`,
  globe: ({ main, soft, faint }) => `
    <circle cx="64" cy="64" r="37" fill="${faint}"/><g fill="none" stroke="${main}" stroke-width="5"><circle cx="64" cy="64" r="37"/><ellipse cx="64" cy="64" rx="17" ry="37"/><path d="M28 64h72"/></g><g fill="none" stroke="${soft}" stroke-width="4"><path d="M34 45h60M34 83h60"/></g>`,
  welcome: ({ main, soft, cut }) => `
    <rect x="36" y="28" width="56" height="72" rx="12" fill="${main}"/><circle cx="64" cy="52" r="12" fill="${cut}"/><path d="M44 86a20 20 0 0 1 40 0z" fill="${cut}"/><rect x="54" y="33" width="20" height="4" rx="2" fill="${soft}"/>`,
  slides: ({ main, soft, faint, cut }) => `
    <rect x="26" y="32" width="76" height="50" rx="7" fill="${main}"/><path d="M64 82v8M50 100l14-10 14 10" fill="none" stroke="${soft}" stroke-width="5" stroke-linecap="round"/><path d="M64 57V42a15 15 0 1 1-13 22.500z" fill="${cut}"/><path d="M59 52V37a15 15 0 0 0-13 22.500z" fill="${faint}"/>`,
  screen: ({ main, soft, cut }) => `
    <rect x="24" y="34" width="80" height="52" rx="9" fill="${main}"/><rect x="48" y="92" width="32" height="6" rx="3" fill="${soft}"/><path d="M44 60a20 20 0 0 1 38-6l4-6 2 17-16-3 5-4a13 13 0 0 0-24 4z" fill="${cut}"/><circle cx="64" cy="66" r="6" fill="${cut}"/>`,
}
