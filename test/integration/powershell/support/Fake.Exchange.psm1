# Remoting commands that answer as the published texts say, for a computer without an Exchange server.
$script:Log = [System.IO.Path]::Combine($PSScriptRoot, 'log.txt')
function script:Note([string]$Text) { [System.IO.File]::AppendAllText($script:Log, $Text + "`n") }

# A session: closed.txt beside this file breaks it, as a server does that closes an idle one. Compiled, because it is also
# closed from a thread that runs no commands.
$script:SessionType = @'
using System.IO;
public class FakeSession {
    readonly string folder; string own = "Opened";
    public FakeSession(string folder) { this.folder = folder; ConfigurationName = "Microsoft.Exchange"; }
    public string ConfigurationName { get; private set; }
    public FakeSession Runspace { get { return this; } }
    public string State {
        get { return own == "Opened" && File.Exists(Path.Combine(folder, "closed.txt")) ? "Broken" : own; }
        set { own = value; }
    }
    public void CloseAsync() { own = "Closed"; File.AppendAllText(Path.Combine(folder, "log.txt"), "close by the watcher\n"); }
}
'@
function New-FakeSession {
    if (-not ('FakeSession' -as [type])) { Add-Type -TypeDefinition $script:SessionType }
    [System.IO.File]::Delete([System.IO.Path]::Combine($PSScriptRoot, 'closed.txt'))
    $global:FakeSession = New-Object FakeSession $PSScriptRoot
    $global:FakeSession
}

function New-TransportError([string]$Id, [string]$Text) {
    $exception = New-Object System.Management.Automation.Remoting.PSRemotingTransportException($Text)
    New-Object System.Management.Automation.ErrorRecord($exception, $Id, 'OpenError', $null)
}

$newSession = {
    param($ConfigurationName, $ConnectionUri, $Authentication, $SessionOption, $Credential, $ErrorAction)
    Note "open $ConfigurationName $ConnectionUri $Authentication"
    if ($Credential) { Note ("as " + $Credential.UserName + ' ' + ($Credential.GetNetworkCredential().Password -ceq 'Pa55 "w0rd"')) }
    switch ($ConnectionUri.Host) {
        'mail.contoso.lab' { throw (New-TransportError '-2144108387,PSSessionOpenFailed' 'The following error with errorcode 0x80090322 occurred while using Kerberos authentication.') }
        'full.contoso.lab' { throw (New-TransportError '-2144108060,PSSessionOpenFailed' 'The maximum number of concurrent shells for this user has been exceeded.') }
        'nolang.contoso.lab' { throw (New-TransportError 'ScriptsNotAllowed' 'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.') }
        'gone.contoso.lab' { throw (New-TransportError 'ComputerNotFound,PSSessionOpenFailed' 'The server name cannot be resolved.') }
        'denied.contoso.lab' { throw (New-TransportError 'AccessDenied,PSSessionOpenFailed' 'Access is denied.') }
    }
    New-FakeSession
}

$importSession = {
    param($Session, $CommandName, [switch]$DisableNameChecking, [switch]$AllowClobber, $ErrorAction, $WarningAction)
    Note ("import " + ($CommandName -join ','))
    New-Module -Name 'tmp_fake' -ScriptBlock {
        function Get-AcceptedDomain { param($DomainController)
            $row = [pscustomobject]@{ DomainName = 'contoso.com'; DomainType = 'Authoritative'; Default = $true; RunspaceId = [guid]::NewGuid() }
            $row.PSObject.TypeNames.Insert(0, 'Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain'); $row }
        # With an expired auth certificate the rows hold their bytes and nothing else.
        function Get-ExchangeCertificate { param($Server, $Thumbprint, $DomainController) [pscustomobject]@{ RawData = [byte[]](48, 130, 1); Thumbprint = $null } }
        function New-PartnerApplication { param($Name, $ApplicationIdentifier, $Enabled, $DomainController) Note 'new partner application' }
        function New-MailUser { param($Name, $ExternalEmailAddress, $DomainController)
            $global:FakeSession.State = 'Broken'
            throw (New-Object System.Management.Automation.Remoting.PSRemotingTransportException('The WinRM client lost the connection.')) }
        function Get-AuthConfig { param($DomainController) [System.Threading.Thread]::Sleep(60000) }
        function Get-Mailbox { 'not imported: it is not in the table' }
        Export-ModuleMember -Function *
    }
}

# What Connect-ExchangeServer of RemoteExchange.ps1 does.
$connectLocal = {
    param([switch]$auto, $ClientApplication)
    Note 'open local'
    [void](New-FakeSession)
    $ExecutionContext.InvokeProvider.Item.Set('function:global:Get-ExchangeServer', { param($DomainController) Note 'read'; [pscustomobject]@{ Name = 'EX01' } }) | Out-Null
}
$getSession = {
    $session = Get-Variable -Name FakeSession -Scope Global -ValueOnly -ErrorAction SilentlyContinue
    if ($session -and $session.State -ne 'Closed') { $session }
}

$removeSession = { param($Session, $ErrorAction) Note 'close'; $Session.State = 'Closed' }

foreach ($pair in @{ 'New-PSSession' = $newSession; 'Import-PSSession' = $importSession; 'Remove-PSSession' = $removeSession; 'Get-PSSession' = $getSession; 'Connect-ExchangeServer' = $connectLocal }.GetEnumerator()) {
    $ExecutionContext.InvokeProvider.Item.Set('function:global:' + $pair.Key, $pair.Value) | Out-Null
}
