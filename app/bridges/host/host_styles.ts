/** The colours and fonts of a host. */

type Variables = Readonly<Record<string, string | undefined>>;

/** Our colours of text on the ground, which must stay readable on the ground of the host. */
const OWN_TEXTS = ["--accent", "--open", "--pending", "--on-hold", "--closed", "--danger"];

/** WCAG 2.2, "Contrast (Minimum)". */
const LEAST_CONTRAST = 4.5;

/**
 * Takes the fonts of the host, and its colours if every text stays readable: a ground without its text, or a text without its
 * ground, would be unreadable in some hosts.
 *
 * @param root The element with our variables.
 */
export function applyHostStyles(root: HTMLElement, variables: Variables): void {
  const { "--font-sans": font, "--font-mono": mono } = variables;
  for (const name of ["--ground", "--text", "--text-low", "--ground-low", "--line"]) root.style.removeProperty(name);
  if (font) root.style.setProperty("--font", font);
  if (mono) root.style.setProperty("--mono", mono);
  for (const [name, value] of Object.entries(selectColours(root, variables))) root.style.setProperty(name, value);
}

function selectColours(root: HTMLElement, variables: Variables): Record<string, string> {
  const { "--color-background-primary": ground, "--color-text-primary": text } = variables;
  if (!ground || !text) return {};
  const isReadable = createMeter(root);
  const own = OWN_TEXTS.map((name) => `var(${name})`);
  if (![text, ...own].every((colour) => isReadable(colour, ground))) return {};
  const { "--color-text-secondary": low, "--color-background-secondary": raised } = variables;
  const textLow = [low, "var(--text-low)"].find((colour) => colour && isReadable(colour, ground)) ?? text;
  const isRaisedReadable = raised && [text, textLow, ...own].every((colour) => isReadable(colour, raised));
  const line = variables["--color-border-primary"];
  return {
    ...{
      "--ground": ground,
      "--text": text,
      "--text-low": textLow,
      "--ground-low": isRaisedReadable ? raised : ground,
    },
    ...line && { "--line": line },
  };
}

/** Creates a function that measures the contrast of two CSS colours as the browser would show them. */
function createMeter(root: HTMLElement): (text: string, ground: string) => boolean {
  const brush = root.ownerDocument.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (brush === null) return () => false;
  const measure = (colour: string): number | undefined => {
    const probe = root.appendChild(root.ownerDocument.createElement("i"));
    probe.style.color = colour;
    const isKnown = probe.style.color !== "";
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return isKnown && alpha === 255 ? getLuminance(red!, green!, blue!) : undefined;
  };
  return (text, ground) => {
    const [one, other] = [measure(text), measure(ground)];
    return one !== undefined && other !== undefined && getContrast(one, other) >= LEAST_CONTRAST;
  };
}

/** Relative luminance of sRGB values from 0 to 255 (WCAG 2.2). */
function getLuminance(...channels: [red: number, green: number, blue: number]): number {
  const [red, green, blue] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function getContrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
