# Installs support-mcp for the current user, upgrades it, or removes it. Needs no administrator.
#
#   .\install.ps1 [-Version VERSION] [-Directory DIR] [-From URL] [-Force]
#   .\install.ps1 -Uninstall [-Directory DIR] [-Force]

param(
  [string]$Version = 'latest',
  [string]$Directory = (Join-Path $env:LOCALAPPDATA 'Programs\support-mcp'),
  [string]$From = '',
  [switch]$Uninstall,
  [switch]$Force
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue' # the progress bar makes downloads slow in Windows PowerShell
$Repository = '@REPOSITORY@'
$Archive = 'support-mcp-win32-x64.tar.gz' # Windows on ARM runs it too

# The program contains these words before its version, so that it is recognized without being run.
$Mark = 'support-mcp program'
$StartLimit = 30 # seconds that a downloaded program has to print its version

# Returns the version of an installed program, or nothing if it is not ours. Does not run it.
function Get-InstalledVersion([string]$Program) {
  $latin1 = [Text.Encoding]::GetEncoding(28591) # one character for each byte
  $found = [regex]::Match($latin1.GetString([IO.File]::ReadAllBytes($Program)), "$Mark ([0-9][0-9A-Za-z.+-]*)")
  return $found.Groups[1].Value
}

# Returns the version of a downloaded program, or nothing if it does not start in time.
function Get-StartedVersion([string]$Program) {
  $start = New-Object Diagnostics.ProcessStartInfo $Program, '--version'
  $start.UseShellExecute = $false
  $start.RedirectStandardOutput = $true
  try { $process = [Diagnostics.Process]::Start($start) } catch { return '' }
  if (-not $process.WaitForExit($StartLimit * 1000)) { $process.Kill(); return '' }
  if ($process.ExitCode -ne 0) { return '' }
  return $process.StandardOutput.ReadToEnd().Trim()
}

# Refuses what is not ours at the place of the program, unless -Force is given.
function Test-Target([string]$Target, [string]$Action) {
  if (-not (Test-Path -LiteralPath $Target)) { return }
  if (-not (Test-Path -LiteralPath $Target -PathType Leaf)) {
    throw "$Target is not a file. Nothing was changed. Move it away, or choose another folder with -Directory."
  }
  if ($Force -or (Get-InstalledVersion $Target)) { return }
  throw "$Target is another program, or was not installed by this script. Nothing was changed. To $Action it anyway, add -Force."
}

function Test-Sum([string]$Folder) {
  $form = "^([0-9a-fA-F]{64}) [ *]$([regex]::Escape($Archive))\s*$"
  $sums = @(Get-Content -LiteralPath (Join-Path $Folder 'SHA256SUMS') | Where-Object { $_ -match $form } |
    ForEach-Object { ($_ -split ' ')[0].ToLowerInvariant() } | Sort-Object -Unique)
  if ($sums.Count -eq 0) { throw "SHA256SUMS has no sum for $Archive. Nothing was changed." }
  if ($sums.Count -gt 1) { throw "SHA256SUMS has several sums for $Archive. Nothing was changed." }
  $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath (Join-Path $Folder $Archive)).Hash.ToLowerInvariant()
  if ($actual -ne $sums[0]) {
    throw "$Archive has the SHA-256 sum $actual instead of $($sums[0]). Nothing was changed. Try again."
  }
}

# Windows can rename a program that is running, but not overwrite it.
function Move-Program([string]$Source, [string]$Target) {
  Get-ChildItem "$Target.old-*" -ErrorAction SilentlyContinue | Remove-Item -ErrorAction SilentlyContinue
  $old = "$Target.old-$PID"
  $existed = Test-Path $Target
  if ($existed) { Move-Item $Target $old }
  try {
    Move-Item $Source $Target
  } catch {
    if ($existed) { Move-Item $old $Target }
    throw
  }
  if ($existed) { Remove-Item $old -ErrorAction SilentlyContinue }
}

function Add-ToPath([string]$Folder) {
  $path = [Environment]::GetEnvironmentVariable('Path', 'User')
  if (($path -split ';') -contains $Folder) { return }
  [Environment]::SetEnvironmentVariable('Path', (@($path, $Folder) -ne '') -join ';', 'User')
  Write-Output "Added $Folder to your PATH. Open a new terminal."
}

function Install-Program([string]$Url) {
  $target = Join-Path $Directory 'support-mcp.exe'
  Test-Target $target 'replace'
  $folder = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
  New-Item -ItemType Directory $folder | Out-Null
  try {
    foreach ($file in 'SHA256SUMS', $Archive) {
      Invoke-WebRequest -UseBasicParsing "$Url/$file" -OutFile (Join-Path $folder $file)
    }
    Test-Sum $folder
    tar -xzf (Join-Path $folder $Archive) -C $folder support-mcp.exe
    if ($LASTEXITCODE -ne 0) { throw "$Archive could not be unpacked. Nothing was changed." }
    $program = Join-Path $folder 'support-mcp.exe'
    $item = Get-Item -LiteralPath $program
    if ($item.PSIsContainer -or $item.LinkType) { throw "$Archive has no program, but something else of its name. Nothing was changed." }
    $new = Get-StartedVersion $program
    if (-not $new) { throw 'The program does not run on this system. Nothing was changed.' }
    if (-not (Get-InstalledVersion $program)) { throw "$Archive has another program. Nothing was changed." }
    $old = if (Test-Path -LiteralPath $target) { Get-InstalledVersion $target } else { '' }
    New-Item -ItemType Directory -Force $Directory | Out-Null
    Move-Program $program $target
    if ($old -and $old -ne $new) { Write-Output "Upgraded support-mcp from $old to $new in $Directory. Restart your hosts." }
    else { Write-Output "Installed support-mcp $new in $Directory." }
    Add-ToPath $Directory
    Write-Output 'Next: support-mcp install --help'
  } finally {
    Remove-Item -Recurse -Force $folder
  }
}

function Uninstall-Program {
  $target = Join-Path $Directory 'support-mcp.exe'
  if (-not (Test-Path -LiteralPath $target)) { throw "$Directory has no support-mcp.exe. If it is elsewhere, name the folder with -Directory." }
  Test-Target $target 'remove'
  Remove-Item -LiteralPath $target
  $path = [Environment]::GetEnvironmentVariable('Path', 'User')
  [Environment]::SetEnvironmentVariable('Path', (($path -split ';') -ne $Directory) -join ';', 'User')
  Write-Output "Removed $target. The desk is kept."
  Write-Output 'If a host still lists it, remove the entry from the configuration of the host.'
}

$Directory = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Directory) # absolute
if ($Uninstall) { Uninstall-Program }
elseif ($From) { Install-Program $From.TrimEnd('/') }
elseif ($Version -eq 'latest') { Install-Program "$Repository/releases/latest/download" }
else { Install-Program "$Repository/releases/download/v$($Version.TrimStart('v'))" }
