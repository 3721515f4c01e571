const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text, in an element or in a quoted attribute; what HTML may not hold is left out. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '').replaceAll(NEVER, '');
}

/** Control characters other than tab and line ends. */
const NEVER = /(?![\t\n\r])\p{Cc}/gu;
