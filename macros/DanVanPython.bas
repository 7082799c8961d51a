Attribute VB_Name = "DanVanPython"
Option Explicit

' From Excel to Python: RunPython for the buttons, XLPy for the worksheet functions (xlwings' server, found by xlwings' own
' library). What "danvan-xl addin install" wrote is read from the registry: Environ, Open and Dir know only the letters of
' the machine's ANSI code page, and a user called Nguyen (with its accents) has others. Python is started directly, since a
' policy may forbid cmd.exe, and with -P: the folder that Excel happens to be in must not lend it modules.
' ASCII only; Vietnamese texts are in \uXXXX (see DvText).

Private Const DvKey As String = "HKCU\Software\danvan-xl\"
Private Const DvSwitches As String = " -B -P -c "
Private Const DvServer As String = """from danvan_xl.excel.serve import serve; serve('$(CLSID)')"""

#If Win64 Then
Private Const DvLibrary As String = "xlwings64-@XLWINGS@.dll"
Private Declare PtrSafe Function DvActivate Lib "xlwings64-@XLWINGS@.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long
#Else
Private Const DvLibrary As String = "xlwings32-@XLWINGS@.dll"
Private Declare PtrSafe Function DvActivate Lib "xlwings32-@XLWINGS@.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function DvLoad Lib "kernel32" Alias "LoadLibraryW" (ByVal path As LongPtr) As LongPtr

' A setting of this user; "" where there is none.
Private Function DvSetting(ByVal name As String) As String
    On Error Resume Next
    DvSetting = CreateObject("WScript.Shell").RegRead(DvKey & name)
End Function

' A box in Unicode; MsgBox would show question marks. 48: a warning sign.
Public Sub DvTell(ByVal coded As String, Optional ByVal detail As String = "")
    CreateObject("WScript.Shell").Popup DvText(coded) & detail, 0, DvText("D\u00E2n v\u1EADn"), 48
End Sub

' What is wrong with the installed Python, in escapes; "" when nothing is.
Private Function DvMissing(ByVal python As String) As String
    If python = "" Then
        DvMissing = "M\u00E1y n\u00E0y ch\u01B0a c\u00E0i xong ph\u1EA7n D\u00E2n v\u1EADn. H\u00E3y ch\u1EA1y l\u1EA1i b\u1ED9 c\u00E0i danvan-xl."
    ElseIf Not CreateObject("Scripting.FileSystemObject").FileExists(python) Then
        DvMissing = "Kh\u00F4ng c\u00F2n Python c\u1EE7a ph\u1EA7n D\u00E2n v\u1EADn \u1EDF n\u01A1i \u0111\u00E3 c\u00E0i. H\u00E3y ch\u1EA1y l\u1EA1i b\u1ED9 c\u00E0i danvan-xl. N\u01A1i \u0111\u00E3 c\u00E0i: "
    End If
End Function

' Runs one statement of Python and waits; it talks to the person itself. Gives 0 when it came to its end.
Public Function RunPython(ByVal code As String) As Long
    Dim python As String
    RunPython = -1
    python = DvSetting("Interpreter")
    If DvMissing(python) <> "" Then
        DvTell DvMissing(python), python
        Exit Function
    End If
    On Error GoTo blocked
    RunPython = CreateObject("WScript.Shell").Run("""" & python & """" & DvSwitches & """" & code & """ --from_xl=1 --hwnd=" & Application.Hwnd & " ""--wb=" & ActiveWorkbook.Name & """", 0, True)
    On Error GoTo 0
    If RunPython <> 0 Then DvTell "Ch\u01B0\u01A1ng tr\u00ECnh d\u1EEBng gi\u1EEFa ch\u1EEBng, ch\u01B0a c\u00F3 t\u1EC7p n\u00E0o b\u1ECB ghi d\u1EDF dang. V\u00E0o Start > D\u00E2n v\u1EADn > Ch\u1EA9n \u0111o\u00E1n \u0111\u1EC3 xem m\u00E1y thi\u1EBFu g\u00EC. M\u00E3 l\u1ED7i: ", CStr(RunPython)
    Exit Function
blocked:
    DvTell "Windows kh\u00F4ng cho Excel kh\u1EDFi \u0111\u1ED9ng Python. Nh\u1EDD c\u00E1n b\u1ED9 c\u00F4ng ngh\u1EC7 th\u00F4ng tin xem quy t\u1EAFc ch\u1EB7n ch\u01B0\u01A1ng tr\u00ECnh con c\u1EE7a Office (ASR) v\u00E0 AppLocker; trong l\u00FAc ch\u1EDD, d\u00F9ng c\u00E1c m\u1EE5c c\u1EE7a D\u00E2n v\u1EADn trong Start. Windows b\u00E1o: ", Err.Description
End Function

' The server of the worksheet functions; started at the first call.
Public Function XLPy()
    Dim python As String
    python = DvSetting("Interpreter")
    If DvMissing(python) <> "" Then Err.Raise 1000, Description:=DvText(DvMissing(python)) & python
    If DvLoad(StrPtr(DvSetting("Libraries") & "\" & DvLibrary)) = 0 Then Err.Raise 1000, Description:=DvText("Thi\u1EBFu th\u01B0 vi\u1EC7n c\u1EE7a c\u00E1c h\u00E0m DV. H\u00E3y ch\u1EA1y l\u1EA1i b\u1ED9 c\u00E0i danvan-xl: ") & DvLibrary
    If 0 <> DvActivate(XLPy, """" & python & """" & DvSwitches & DvServer, 1) Then Err.Raise 1000, Description:=DvText("Kh\u00F4ng kh\u1EDFi \u0111\u1ED9ng \u0111\u01B0\u1EE3c Python cho c\u00E1c h\u00E0m DV. V\u00E0o Start > D\u00E2n v\u1EADn > Ch\u1EA9n \u0111o\u00E1n.")
End Function
