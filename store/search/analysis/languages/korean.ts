/** Korean: particles that follow a noun without a space. */

/** Particles by the end of the syllable before them. */
const PARTICLES = {
  any: [
    "에서는",
    "에게서",
    "으로부터",
    "까지",
    "부터",
    "에서",
    "에게",
    "한테",
    "처럼",
    "보다",
    "마다",
    "조차",
    "밖에",
    "라도",
    "에는",
    "에도",
    "의",
    "에",
    "도",
    "만",
    "께",
  ],
  afterConsonant: ["으로는", "이라도", "으로", "이나", "이랑", "은", "이", "을", "과"],
  afterVowel: ["로는", "로", "나", "랑", "는", "가", "를", "와"],
} as const;

/** Endings that make a verb of a noun, the longest first: 변경 (change), 변경하다 (to change), 변경되다 (to be changed). */
const VERB_ENDINGS = [
  "하다 합니다 합니까 하세요 해주세요 하나요 해요 한다 하는 하고 하기 하게 하면 하며 하지 하여 하려고",
  "하려면 해서 해야 해도 할 한 해 했습니다 했습니까 했어요 했나요 했는데 했던 했다 하였습니다 하였다 되다",
  "됩니다 되나요 돼요 된다 되는 되고 되면 되지 되어 돼서 될 된 되었습니다 되었어요 되었는데 되었다 됐습니다",
  "됐어요 됐는데 됐다",
].flatMap((line) => line.split(" ")).sort((one, other) => other.length - one.length);

/** Lists the noun of a verb, and the verbs of a noun, that a query also looks for. A noun has at least two syllables. */
export function listVerbForms(word: string): string[] {
  const ending = VERB_ENDINGS.find((ending) => word.length >= ending.length + 2 && word.endsWith(ending)) ?? "";
  const noun = word.slice(0, word.length - ending.length);
  return noun.length < 2 ? [] : [noun, ...VERB_ENDINGS.map((ending) => noun + ending)];
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
/** The final consonant ㄹ, after which 로 is used as after a vowel. */
const RIEUL = 8;

/** Removes the particle at the end of a word: "카드를" becomes "카드". At least one syllable stays. */
export function removeParticle(word: string): string {
  for (const particle of PARTICLES.any) {
    if (word.length > particle.length + 1 && word.endsWith(particle)) return word.slice(0, -particle.length);
  }
  for (const particle of [...PARTICLES.afterConsonant, ...PARTICLES.afterVowel]) {
    if (word.length <= particle.length || !word.endsWith(particle)) continue;
    const rest = word.slice(0, -particle.length);
    if (follows(rest, particle)) return rest;
  }
  return word;
}

function follows(rest: string, particle: string): boolean {
  const code = rest.charCodeAt(rest.length - 1);
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return false;
  const final = (code - FIRST_SYLLABLE) % FINALS;
  const wantsVowel = (PARTICLES.afterVowel as readonly string[]).includes(particle);
  if (particle.startsWith("로") && final === RIEUL) return true;
  return wantsVowel === (final === 0);
}
