Attribute VB_Name = "DanVanRibbon"
Option Explicit

' Callbacks of the ribbon tab. ASCII only: Vietnamese texts live in customUI14.xml and in Python.
' Each callback runs one Python function of danvan_xl.excel.ribbon; no logic stands here.

Private DvRibbon As IRibbonUI

Public Sub DvOnLoad(ribbon As IRibbonUI)
    Set DvRibbon = ribbon
End Sub

Public Sub DvRefresh()
    If Not DvRibbon Is Nothing Then DvRibbon.Invalidate
End Sub

Public Sub DvMasterEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = DvIsMaster()
End Sub

' A master has the sheets "Ke hoach" and "Nhiem vu" (in Vietnamese; ChrW keeps this source ASCII).
Public Function DvIsMaster() As Boolean
    Dim sheetItem As Object
    Dim found As Integer
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each sheetItem In ActiveWorkbook.Worksheets
        If sheetItem.Name = "K" & ChrW(7871) & " ho" & ChrW(7841) & "ch" Then found = found + 1
        If sheetItem.Name = "Nhi" & ChrW(7879) & "m v" & ChrW(7909) Then found = found + 1
        If sheetItem.Name = "B" & ChrW(236) & "a" Then found = found - 2
    Next
    DvIsMaster = (found = 2)
End Function

' RunPython names the active workbook to Python, so there must be one (none while only a protected view is open).
Private Sub DvRun(functionCall As String)
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    RunPython "from danvan_xl.excel import ribbon; ribbon." & functionCall
End Sub

Public Sub DvNew(control As IRibbonControl)
    DvRun "new('" & control.Tag & "')"
End Sub

Public Sub DvImportPlan(control As IRibbonControl)
    DvRun "import_plan()"
End Sub

Public Sub DvCheck(control As IRibbonControl)
    DvRun "check()"
End Sub

Public Sub DvSplit(control As IRibbonControl)
    DvRun "split()"
End Sub

Public Sub DvIssue(control As IRibbonControl)
    DvRun "issue()"
End Sub

Public Sub DvSend(control As IRibbonControl)
    DvRun "send()"
End Sub

Public Sub DvProgress(control As IRibbonControl)
    DvRun "progress()"
End Sub

Public Sub DvScore(control As IRibbonControl)
    DvRun "score()"
End Sub

Public Sub DvRemind(control As IRibbonControl)
    DvRun "remind()"
End Sub

Public Sub DvCollect(control As IRibbonControl)
    DvRun "collect()"
End Sub

Public Sub DvConsolidate(control As IRibbonControl)
    DvRun "consolidate()"
End Sub

Public Sub DvReport(control As IRibbonControl)
    DvRun "report()"
End Sub

Public Sub DvHelp(control As IRibbonControl)
    DvRun "help_page()"
End Sub

Public Sub DvDoctor(control As IRibbonControl)
    DvRun "doctor()"
End Sub
