# Remoting commands that answer as the published texts say, for a computer without an Exchange server.
$script:Log = [System.IO.Path]::Combine($PSScriptRoot, 'log.txt')
function script:Note([string]$Text) { [System.IO.File]::AppendAllText($script:Log, $Text + "`n") }

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
    $global:FakeSession = [pscustomobject]@{ State = 'Opened' }
    $global:FakeSession
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
        function New-PartnerApplication { param($Name, $ApplicationIdentifier, $Enabled, $DomainController) }
        function New-MailUser { param($Name, $ExternalEmailAddress, $DomainController)
            $global:FakeSession.State = 'Broken'
            throw (New-Object System.Management.Automation.Remoting.PSRemotingTransportException('The WinRM client lost the connection.')) }
        function Get-Mailbox { 'not imported: it is not in the table' }
        Export-ModuleMember -Function *
    }
}

$removeSession = { param($Session, $ErrorAction) Note 'close'; $Session.State = 'Closed' }

foreach ($pair in @{ 'New-PSSession' = $newSession; 'Import-PSSession' = $importSession; 'Remove-PSSession' = $removeSession }.GetEnumerator()) {
    $ExecutionContext.InvokeProvider.Item.Set('function:global:' + $pair.Key, $pair.Value) | Out-Null
}
