# Installs support-mcp for the current user, upgrades it, or removes it. Needs no administrator.
#
#   .\install.ps1 [-Version VERSION] [-Directory DIR] [-From URL]
#   .\install.ps1 -Uninstall [-Directory DIR]

param(
  [string]$Version = 'latest',
  [string]$Directory = (Join-Path $env:LOCALAPPDATA 'Programs\support-mcp'),
  [string]$From = '',
  [switch]$Uninstall
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue' # the progress bar makes downloads slow in Windows PowerShell
$Repository = '@REPOSITORY@'
$Archive = 'support-mcp-win32-x64.tar.gz' # Windows on ARM runs it too

function Get-ProgramVersion([string]$Program) {
  if (-not (Test-Path $Program)) { return '' }
  try { return (& $Program --version) } catch { return '' }
}

function Test-Sum([string]$Folder) {
  $line = Get-Content (Join-Path $Folder 'SHA256SUMS') | Where-Object { $_ -match "^([0-9a-f]{64})  $([regex]::Escape($Archive))$" }
  if (-not $line) { throw "SHA256SUMS has no sum for $Archive. Nothing was changed." }
  $expected = ($line -split ' ')[0]
  $actual = (Get-FileHash -Algorithm SHA256 (Join-Path $Folder $Archive)).Hash.ToLowerInvariant()
  if ($actual -ne $expected) {
    throw "$Archive has the SHA-256 sum $actual instead of $expected. Nothing was changed. Try again."
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
  $folder = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
  New-Item -ItemType Directory $folder | Out-Null
  try {
    foreach ($file in 'SHA256SUMS', $Archive) {
      Invoke-WebRequest -UseBasicParsing "$Url/$file" -OutFile (Join-Path $folder $file)
    }
    Test-Sum $folder
    tar -xzf (Join-Path $folder $Archive) -C $folder
    if ($LASTEXITCODE -ne 0) { throw "$Archive could not be unpacked. Nothing was changed." }
    $new = Get-ProgramVersion (Join-Path $folder 'support-mcp.exe')
    if (-not $new) { throw 'The program does not run on this system. Nothing was changed.' }
    $target = Join-Path $Directory 'support-mcp.exe'
    $old = Get-ProgramVersion $target
    New-Item -ItemType Directory -Force $Directory | Out-Null
    Move-Program (Join-Path $folder 'support-mcp.exe') $target
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
  if (-not (Test-Path $target)) { throw "$Directory has no support-mcp.exe. If it is elsewhere, name the folder with -Directory." }
  Remove-Item $target
  $path = [Environment]::GetEnvironmentVariable('Path', 'User')
  [Environment]::SetEnvironmentVariable('Path', (($path -split ';') -ne $Directory) -join ';', 'User')
  Write-Output "Removed $target. The desk is kept."
  Write-Output 'If a host still lists it, remove the entry from the configuration of the host.'
}

if ($Uninstall) { Uninstall-Program }
elseif ($From) { Install-Program $From.TrimEnd('/') }
elseif ($Version -eq 'latest') { Install-Program "$Repository/releases/latest/download" }
else { Install-Program "$Repository/releases/download/v$($Version.TrimStart('v'))" }
