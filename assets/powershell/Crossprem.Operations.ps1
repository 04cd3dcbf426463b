# The fixed operations of an Exchange server's own shell, for what no restricted session runs: the script that Exchange
# ships for partner applications, and iisreset. Each is called by its place on this computer with checked arguments.

$script:LocalOperations = @('Configure-EnterprisePartnerApplication.ps1', 'iisreset')

# The management shell of this server, with its operations instead of its cmdlets.
function Connect-LocalOperation {
    Connect-LocalShell
    if ($script:Source.kind -eq 'local') { Use-CommandList 'local' }
}

function Invoke-LocalOperation([string]$Name, [hashtable]$Parameters) {
    if ($Name -ceq 'iisreset') { Invoke-IisReset ([string]$Parameters['ComputerName']) }
    else { Invoke-PartnerScript $Parameters }
}

function Send-OperationResult([int]$Code, $Output) {
    Send-Item ([pscustomobject]@{ ExitCode = $Code; Output = @($Output | ForEach-Object { [string]$_ }) })
}

function Invoke-IisReset([string]$Server) {
    if (-not $script:ServerName.IsMatch($Server)) { Send-Fault 'Crossprem.ValueNotAllowed' 'ComputerName'; return }
    $program = [System.IO.Path]::Combine([Environment]::SystemDirectory, 'iisreset.exe')
    if (-not [System.IO.File]::Exists($program)) { Send-CommandNotFound 'iisreset'; return }
    $global:LASTEXITCODE = 0
    $output = @(& $program $Server 2>&1)
    Send-OperationResult $global:LASTEXITCODE $output
}

# It makes another application at every run: whoever asks for it has looked that there is none.
function Invoke-PartnerScript([hashtable]$Parameters) {
    $address = $null
    $isAddress = [uri]::TryCreate([string]$Parameters['AuthMetaDataUrl'], [UriKind]::Absolute, [ref]$address)
    if (-not $isAddress -or $address.Scheme -cne 'https') { Send-Fault 'Crossprem.ValueNotAllowed' 'AuthMetaDataUrl'; return }
    if ([string]$Parameters['ApplicationType'] -cne 'Lync') { Send-Fault 'Crossprem.ValueNotAllowed' 'ApplicationType'; return }
    $root = [Environment]::GetEnvironmentVariable('ExchangeInstallPath')
    $file = if ($root) { [System.IO.Path]::Combine($root, 'Scripts', 'Configure-EnterprisePartnerApplication.ps1') } else { '' }
    if (-not $file -or -not [System.IO.File]::Exists($file)) { Send-CommandNotFound 'Configure-EnterprisePartnerApplication.ps1'; return }
    $global:LASTEXITCODE = 0
    # Not written for strict mode. What it prints is kept for people; nothing is read out of it.
    $output = @(& { Set-StrictMode -Off; & $file @Parameters } *>&1)
    foreach ($record in $output) { if ($record -is [System.Management.Automation.ErrorRecord]) { Send-ErrorRecord $record } }
    Send-OperationResult $global:LASTEXITCODE $output
}
