/** A Nix flake for the archives of a release. */

import { getArchive, MANUAL_PAGE } from "./archives.ts";
import { readSum } from "./checksums.ts";
import { DESCRIPTION, getDownload, NAME, type Release, writeFile } from "./release.ts";

const SYSTEMS: Readonly<Record<string, string>> = {
  "linux-x64": "x86_64-linux",
  "linux-arm64": "aarch64-linux",
  "darwin-x64": "x86_64-darwin",
  "darwin-arm64": "aarch64-darwin",
};

/**
 * Writes the flake. The archives have to be in the release already.
 *
 * @returns The name of the file.
 */
export async function writeFlake(release: Release): Promise<string> {
  const platforms = release.binaries.map(({ platform }) => platform).filter(({ name }) => name in SYSTEMS);
  const archives = await Promise.all(platforms.map(async (platform) => {
    const file = getArchive(platform);
    return `      ${SYSTEMS[platform.name]} = {
        url = "${getDownload(release, file)}";
        sha256 = "${await readSum(release, file)}";
      };
`;
  }));
  return await writeFile(release, "flake.nix", formatFlake(release.version, archives.join("")));
}

/**
 * The shell commands that give the binary the dynamic linker of Nix. `deno compile` appends the program to the runtime, and
 * patchelf would move that away from the end, so the commands patch the runtime alone and append the program again.
 */
const PATCH = `
        size=$(( $(od -An -t u8 -j 40 -N 8 ${NAME}) + $(od -An -t u2 -j 58 -N 2 ${NAME}) * $(od -An -t u2 -j 60 -N 2 ${NAME}) ))
        head -c $size ${NAME} > patched
        patchelf --set-interpreter "$(cat $NIX_CC/nix-support/dynamic-linker)" --set-rpath "$libraries" patched
        tail -c +$(( size + 1 )) ${NAME} >> patched
        mv patched ${NAME}
`;

function formatFlake(version: string, archives: string): string {
  return `{
  description = "${DESCRIPTION}";

  inputs.nixpkgs.url = "nixpkgs";

  outputs = { self, nixpkgs }:
    let
      archives = {
${archives}      };
      patch = ''${PATCH}      '';
      build = system: archive:
        let pkgs = nixpkgs.legacyPackages.\${system};
        in pkgs.stdenv.mkDerivation {
          pname = "${NAME}";
          version = "${version}";
          src = pkgs.fetchurl archive;
          sourceRoot = ".";
          nativeBuildInputs = pkgs.lib.optional pkgs.stdenv.isLinux pkgs.patchelf;
          libraries = pkgs.lib.makeLibraryPath [ pkgs.stdenv.cc.cc.lib ];
          dontStrip = true;
          dontPatchELF = true;
          buildPhase = pkgs.lib.optionalString pkgs.stdenv.isLinux patch;
          installPhase = ''
            install -D ${NAME} $out/bin/${NAME}
            install -D -m 644 ${MANUAL_PAGE} $out/share/man/man1/${MANUAL_PAGE}
          '';
          meta = {
            description = "${DESCRIPTION}";
            license = pkgs.lib.licenses.mit;
            mainProgram = "${NAME}";
          };
        };
    in {
      packages = builtins.mapAttrs (system: archive: { default = build system archive; }) archives;
    };
}
`;
}
