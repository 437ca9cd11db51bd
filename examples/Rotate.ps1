<#
.SYNOPSIS
  Takes one due rotation task from "who must change what" to the proof that it was changed.
.DESCRIPTION
  Lists what is due, claims the most urgent task (or the one named), waits while you change the password in the system
  itself and export its account list anew, imports that list, and shows the proof or what is still missing.
  Ends with 0 when the task is proved, with 1 when it is not.
.EXAMPLE
  $env:URL = 'http://127.0.0.1:8420'; $env:TOKEN = 'kgm_…'
  ./examples/Rotate.ps1 -List ./ftp-vusers.txt -Owner sato
.NOTES
  PowerShell 7. Kagimori never asks for the new password: it sees it in the list, if the list shows it, and forgets it.
#>
[CmdletBinding()]
param(
    # The account list as the system writes it after the change.
    [Parameter(Mandatory)] [string] $List,
    [string] $Task,
    [string] $Owner,
    [int] $WithinDays = 7
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'URL', 'TOKEN') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw "Set `$env:$name first." }
}

function Invoke-Kagimori([string] $Path, [hashtable] $More = @{}) {
    $headers = @{ Authorization = "Bearer $env:TOKEN" }
    Invoke-RestMethod -Uri "$env:URL/api/v1$Path" -Headers $headers -ContentType 'application/json' @More
}

$until = (Get-Date).ToUniversalTime().AddDays($WithinDays).ToString('yyyy-MM-ddTHH:mm:ssZ')
$query = "status=open&dueBefore=$until&limit=200"
if ($Owner) { $query += '&owner=' + [uri]::EscapeDataString($Owner) }
$due = @((Invoke-Kagimori "/rotation-tasks?$query").items | Sort-Object dueAt, @{ Expression = 'risk'; Descending = $true })
$due | Format-Table dueAt, risk, system, login, owner, id

$chosen = if ($Task) { Invoke-Kagimori "/rotation-tasks/$Task" } else { $due | Select-Object -First 1 }
if (-not $chosen) {
    Write-Host "Nothing is due within $WithinDays days."
    exit 0
}

$claim = @{ by = [Environment]::UserName } | ConvertTo-Json
$chosen = Invoke-Kagimori "/rotation-tasks/$($chosen.id)/claim" @{ Method = 'Post'; Body = $claim }
Write-Host "`n$($chosen.login) on $($chosen.system) must change because:"
$chosen.reasons | ForEach-Object { Write-Host "  $($_.rule)  $($_.reason)" }
Read-Host "`nChange it in the system, write the account list to $List, then press Enter" | Out-Null

$import = @{ Method = 'Post'; InFile = $List; ContentType = 'application/octet-stream' }
$headers = @{ Authorization = "Bearer $env:TOKEN" }
$system = [uri]::EscapeDataString($chosen.system)
$read = Invoke-RestMethod -Uri "$env:URL/api/v1/systems/$system/account-lists" -Headers $headers @import
Write-Host "$($read.accepted) accounts read as $($read.format): $($read.changed) changed, $($read.removed) gone."

$after = Invoke-Kagimori "/rotation-tasks/$($chosen.id)"
if ($after.proof) {
    Write-Host "Closed: $($after.proof.outcome), proved $($after.proof.provedAt)."
    $after.proof.checks | Format-Table check, result
    exit 0
}
$missing = if ($after.lastRefusal) { $after.lastRefusal.reason } else { 'The list shows no change.' }
Write-Host "Still $($after.status): $missing"
exit 1
