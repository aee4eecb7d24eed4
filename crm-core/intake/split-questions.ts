const most = 20;

/** Greetings and closings, which ask nothing. */
const courtesies =
  /^(?:beste|geachte|dag|hallo|goeie?dag|met vriendelijke groet(?:en)?|mvg|groet(?:en|jes)?|alvast bedankt|dank u(?: wel)?|bedankt|hoogachtend)\b/i;
/** Words with which somebody asks without a question mark. */
const asking =
  /\b(?:graag (?:had|zou|wil|wens|kreeg|weet)|(?:ik )?(?:zou|wil|wens) graag|kunt u|kan u|gelieve|ik vraag|mijn vraag|vraag ik|laat (?:u )?mij weten|wanneer|hoeveel|ik wil (?:weten|melden|klagen))\b/i;
const quoted = /^\s*(?:>|op .+ schreef|van: |-----)/i;

/**
 * The questions that a mail holds, by plain rules: a sentence with a question mark, or with words that ask; what stands
 * before one belongs to it. For an agent to confirm. A mail in which nothing is found is one question.
 */
export function splitQuestions(text: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => quoted.test(line));
  const own = (end > 0 ? lines.slice(0, end) : lines).join('\n');
  const sentences = own
    .split(/(?<=[.?!])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence) && !courtesies.test(sentence));
  const questions: string[] = [];
  let before: string[] = [];
  for (const sentence of sentences) {
    before.push(sentence);
    if (!(sentence.endsWith('?') || asking.test(sentence))) continue;
    questions.push(before.join(' '));
    before = [];
  }
  const last = questions.pop();
  const all = last === undefined ? [before.join(' ')] : [...questions, [last, ...before].join(' ')];
  return all.filter(Boolean).slice(0, most);
}
