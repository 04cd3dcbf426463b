# Commands that misbehave, for the tests of the bridge.
function Test-Echo { param([string]$Text, [string[]]$List, [bool]$Flag, [switch]$Switch, $Link)
    New-Object PSObject -Property @{ Text = $Text; List = $List; Flag = $Flag; Switch = [bool]$Switch; HasLink = $PSBoundParameters.ContainsKey('Link'); IsNull = ($null -eq $Link) } }
function Test-Streams { [CmdletBinding()] param()
    $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
    Write-Output 'one'; Write-Warning 'a warning'; Write-Verbose 'a detail'; Write-Debug 'a debug line'; Write-Host 'to the host'
    Write-Information 'an information' -InformationAction Continue; Write-Progress -Activity 'working' -Status 'half' -PercentComplete 50
    Write-Error 'a mistake' -ErrorId 'Mistake' -Category InvalidData; Write-Output 'two' }
function Test-Fault { [CmdletBinding()] param([string]$Text)
    throw (New-Object System.InvalidOperationException($Text)) }
function Test-Exit { param([string]$Code) exit [int]$Code }
function Test-Kill { [System.Diagnostics.Process]::GetCurrentProcess().Kill() }
function Test-Stderr { [Console]::Error.WriteLine('native chatter'); 'fine' }
function Test-Sleep { param([string]$Milliseconds) [System.Threading.Thread]::Sleep([int]$Milliseconds); 'awake' }
function Test-Tick { param([string]$Milliseconds) $until = [DateTime]::UtcNow.AddMilliseconds([int]$Milliseconds)
    while ([DateTime]::UtcNow -lt $until) { [System.Threading.Thread]::Sleep(20); 'tick' } }
function Test-Prompt { Read-Host 'your name' }
function Test-Confirm { [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldContinue('sure?', 'question')) { 'yes' } }
function Test-Mandatory { param([Parameter(Mandatory = $true)][string]$Name) $Name }
function Test-StdIn { [Console]::In.ReadLine() }
function Test-Large { param([string]$Count) 'x' * [int]$Count }
function Test-Many { param([string]$Count) for ($i = 0; $i -lt [int]$Count; $i++) { [pscustomobject]@{ Number = $i; Name = "object $i" } } }
function Test-Console { [Console]::Write('no line end'); [Console]::Out.WriteLine('aaaa|1|eyJrIjoiZG9uZSJ9'); [Console]::Write('more'); 'fine' }
function Test-Flood { param([string]$Megabytes) $line = 'y' * 65536; for ($i = 0; $i -lt 16 * [int]$Megabytes; $i++) { [Console]::Out.WriteLine($line) }; 'after' }
function Test-Child { $start = New-Object System.Diagnostics.ProcessStartInfo('sleep', '300'); $start.UseShellExecute = $false
    [Console]::Out.WriteLine('child ' + [System.Diagnostics.Process]::Start($start).Id); [System.Threading.Thread]::Sleep(60000) }
function Test-Lone { [string][char]0xD800 }
function Test-Values { [pscustomobject]@{ Date = [DateTime]::SpecifyKind([DateTime]'2026-01-02T03:04:05', 'Utc'); Bytes = [byte[]](1, 2, 255); Enum = [DayOfWeek]::Friday
        Guid = [guid]'11111111-2222-3333-4444-555555555555'; Long = [long]::MaxValue; Number = 42; Real = 1.5; Nothing = $null; List = @('a', 'b'); Nested = @{ Inner = 'text' }
        Version = [version]'15.1.2507.18'; Secret = (New-Object System.Security.SecureString); NotANumber = [double]::NaN } }
function Test-Recording { param([string]$Path) Import-Clixml -LiteralPath $Path }
Export-ModuleMember -Function *
