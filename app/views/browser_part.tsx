/** The second part of the page in a browser, where people sign in. */

import type { SecondPart } from "../parts/ui.ts";
import { secondPart } from "./second_part.tsx";
import { SignInView } from "./sign_in.tsx";

export const browserPart: SecondPart = { ...secondPart, SignIn: SignInView };
