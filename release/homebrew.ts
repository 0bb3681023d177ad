/** A Homebrew formula for the archives of a release. */

import { getArchive, MANUAL_PAGE } from "./archives.ts";
import { readSum } from "./checksums.ts";
import { getDownload, NAME, type Release, writeFile } from "./release.ts";

/** Homebrew allows 80 characters, without an article at the start. */
const DESCRIPTION = "Support desk for AI hosts: tickets, customers, history and search";
const SYSTEMS = { darwin: "on_macos", linux: "on_linux" } as const;
const PROCESSORS = { arm64: "on_arm", x64: "on_intel" } as const;

/**
 * Writes the formula. The archives have to be in the release already.
 *
 * @returns The name of the file.
 */
export async function writeFormula(release: Release): Promise<string> {
  const systems = await Promise.all(
    Object.keys(SYSTEMS).map((os) => formatSystem(release, os as keyof typeof SYSTEMS)),
  );
  const formula = `class SupportMcp < Formula
  desc "${DESCRIPTION}"
  homepage "${release.repository}"
  version "${release.version}"
  license "MIT"

${systems.filter((text) => text !== "").join("\n")}
  def install
    bin.install "${NAME}"
    man1.install "${MANUAL_PAGE}"
    generate_completions_from_executable(bin/"${NAME}", "completions")
  end

  test do
    assert_equal version.to_s, shell_output("#{bin}/${NAME} --version").strip
  end
end
`;
  return await writeFile(release, `${NAME}.rb`, formula);
}

async function formatSystem(release: Release, os: keyof typeof SYSTEMS): Promise<string> {
  const platforms = release.binaries.map(({ platform }) => platform).filter((platform) => platform.os === os);
  const blocks = await Promise.all(platforms.map(async (platform) => {
    const file = getArchive(platform);
    return `    ${PROCESSORS[platform.cpu]} do
      url "${getDownload(release, file)}"
      sha256 "${await readSum(release, file)}"
    end
`;
  }));
  return blocks.length === 0 ? "" : `  ${SYSTEMS[os]} do\n${blocks.join("")}  end\n`;
}
