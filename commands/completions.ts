/** Completion scripts. Each calls `support-mcp __complete`, which prints a proposal, a tab and a description per line. */

export type Shell = "bash" | "zsh" | "fish";

/** Returns the completion script for a shell. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}

/** Bash splits words at `=` and shows no descriptions. Without proposals it completes file names. */
const BASH = `_support_mcp() {
  local IFS=$'\\n'
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=($("\${COMP_WORDS[0]}" __complete "\${words[@]}" 2>/dev/null | cut -f1))
}
complete -o default -F _support_mcp support-mcp
`;

/** Works when sourced, and as the file `_support-mcp` in a folder of `$fpath`. */
const ZSH = `#compdef support-mcp
_support_mcp() {
  local -a proposals
  local line
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n "$line" ]] && proposals+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#proposals} )); then _describe 'support-mcp' proposals; else _files; fi
}
if [[ "$funcstack[1]" == _support-mcp ]]; then _support_mcp "$@"; else compdef _support_mcp support-mcp; fi
`;

const FISH = `function __support_mcp_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l proposals ($words[1] __complete $words[2..-1] 2>/dev/null)
    if test (count $proposals) -gt 0
        printf '%s\\n' $proposals
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c support-mcp -f -a '(__support_mcp_complete)'
`;

const SCRIPTS: Record<Shell, string> = { bash: BASH, zsh: ZSH, fish: FISH };
