# The private pipe to the parent: one connection, opened with a one-time nonce. It carries secrets in, which appear in
# no request line, cancels a request, and closes the sessions of a shell that is about to be ended: what stays open counts
# on the server. When it ends, the parent is gone, and so is this process.

$script:Shared = [hashtable]::Synchronized(@{
        cancel = ''; secrets = [hashtable]::Synchronized(@{}); sessions = (New-Object System.Collections.ArrayList)
    })
$script:Watcher = $null

# Runs in a runspace of its own for as long as the process lives.
$script:WatchText = {
    param($pipe, $shared)
    $reader = New-Object System.IO.StreamReader($pipe, (New-Object System.Text.UTF8Encoding($false)))
    $writer = New-Object System.IO.StreamWriter($pipe, (New-Object System.Text.UTF8Encoding($false)))
    $utf8 = New-Object System.Text.UTF8Encoding($false, $true)
    # Not through the shell: it may be in the middle of a command.
    $close = {
        $open = @($shared.sessions)
        foreach ($session in $open) { try { $session.Runspace.CloseAsync() } catch { $null = $_ } }
        for ($round = 0; $round -lt 30; $round++) {
            if (@($open | Where-Object { @('Closed', 'Broken') -notcontains [string]$_.State }).Count -eq 0) { break }
            [System.Threading.Thread]::Sleep(50)
        }
    }
    while ($true) {
        $line = $null
        try { $line = $reader.ReadLine() } catch { $line = $null }
        if ($null -eq $line) { break }
        $words = $line.Split(' ')
        $line = $null
        if ($words[0] -eq 'cancel') { $shared.cancel = $words[1] }
        if ($words[0] -eq 'close') { . $close }
        if ($words[0] -eq 'forget') { $shared.secrets.Remove($words[1]) }
        if ($words[0] -eq 'secret') {
            $secure = New-Object System.Security.SecureString
            $bytes = [Convert]::FromBase64String($words[3])
            $characters = $utf8.GetChars($bytes)
            foreach ($character in $characters) { $secure.AppendChar($character) }
            [Array]::Clear($bytes, 0, $bytes.Length)
            [Array]::Clear($characters, 0, $characters.Length)
            $secure.MakeReadOnly()
            $user = $utf8.GetString([Convert]::FromBase64String($words[2]))
            $shared.secrets[$words[1]] = @{ user = $user; password = $secure }
            $words = $null
        }
        try { $writer.WriteLine('ok'); $writer.Flush() } catch { break }
    }
    . $close
    [Environment]::Exit(75)
}

function Connect-Channel([string]$Name, [string]$Nonce) {
    $options = [System.IO.Pipes.PipeOptions]::Asynchronous
    $pipe = New-Object System.IO.Pipes.NamedPipeClientStream('.', $Name, [System.IO.Pipes.PipeDirection]::InOut, $options)
    $pipe.Connect(10000)
    $greeting = [System.Text.Encoding]::ASCII.GetBytes($Nonce + "`n")
    $pipe.Write($greeting, 0, $greeting.Length)
    $pipe.Flush()
    $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace()
    $runspace.Open()
    $script:Watcher = [System.Management.Automation.PowerShell]::Create()
    $script:Watcher.Runspace = $runspace
    [void]$script:Watcher.AddScript($script:WatchText.ToString()).AddArgument($pipe).AddArgument($script:Shared)
    [void]$script:Watcher.BeginInvoke()
}

function Get-ChannelSecret([string]$Name) {
    $secret = $script:Shared.secrets[$Name]
    if ($null -eq $secret) { throw 'the secret has not arrived' }
    $secret
}

function Get-ChannelCredential([string]$Name) {
    $secret = Get-ChannelSecret $Name
    New-Object System.Management.Automation.PSCredential($secret.user, $secret.password)
}
