/** The context of a host, as the desk uses it. */

import type { McpUiHostContext } from "@modelcontextprotocol/ext-apps";
import type { DisplayMode, Surroundings } from "../bridge.ts";

/** Surroundings before the host has answered. */
export const UNKNOWN: Surroundings = {
  theme: "light",
  locale: "en",
  displayMode: "inline",
  online: true,
};

/** The maximum height of a card, whatever the host allows. In CSS pixels. */
const MOST_INLINE = 500;

/**
 * Merges what a host says into the surroundings. Hosts may send anything: what is not understood keeps its value.
 *
 * @param context The whole context, or what has changed.
 */
export function mergeContext(before: Surroundings, context: McpUiHostContext): Surroundings {
  const { theme, locale, displayMode, containerDimensions } = context;
  return {
    ...before,
    ...(theme === "light" || theme === "dark") && { theme },
    ...typeof locale === "string" && isLocale(locale) && { locale },
    ...isDisplayMode(displayMode) && { displayMode },
    ...containerDimensions !== undefined && { maxHeight: getMaxHeight(containerDimensions) },
  };
}

/**
 * Returns the height that a card may ask for.
 *
 * @returns Undefined if the host has fixed the height, or gives the page all the room.
 */
export function getCardHeight(context: McpUiHostContext, height: number): number | undefined {
  const { displayMode = "inline", containerDimensions = {} } = context;
  if (displayMode !== "inline" || "height" in containerDimensions) return undefined;
  return Math.min(Math.ceil(height), getMaxHeight(containerDimensions));
}

function getMaxHeight(dimensions: NonNullable<McpUiHostContext["containerDimensions"]>): number {
  const limit = "height" in dimensions ? dimensions.height : dimensions.maxHeight;
  return typeof limit === "number" && limit > 0 ? Math.min(limit, MOST_INLINE) : MOST_INLINE;
}

export function isDisplayMode(mode: unknown): mode is DisplayMode {
  return mode === "inline" || mode === "fullscreen" || mode === "pip";
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}
