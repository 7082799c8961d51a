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

' RunPython names the active workbook to Python, so there must be one.
Private Sub DvEnsureBook()
    If ActiveWorkbook Is Nothing Then Workbooks.Add
End Sub

Public Sub DvNew(control As IRibbonControl)
    DvEnsureBook
    RunPython "from danvan_xl.excel import ribbon; ribbon.new('" & control.Tag & "')"
End Sub

Public Sub DvImportPlan(control As IRibbonControl)
    DvEnsureBook
    RunPython "from danvan_xl.excel import ribbon; ribbon.import_plan()"
End Sub

Public Sub DvCheck(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.check()"
End Sub

Public Sub DvSplit(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.split()"
End Sub

Public Sub DvIssue(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.issue()"
End Sub

Public Sub DvSend(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.send()"
End Sub

Public Sub DvProgress(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.progress()"
End Sub

Public Sub DvScore(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.score()"
End Sub

Public Sub DvRemind(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.remind()"
End Sub

Public Sub DvCollect(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.collect()"
End Sub

Public Sub DvConsolidate(control As IRibbonControl)
    RunPython "from danvan_xl.excel import ribbon; ribbon.consolidate()"
End Sub

Public Sub DvReport(control As IRibbonControl)
    DvEnsureBook
    RunPython "from danvan_xl.excel import ribbon; ribbon.report()"
End Sub

Public Sub DvHelp(control As IRibbonControl)
    DvEnsureBook
    RunPython "from danvan_xl.excel import ribbon; ribbon.help_page()"
End Sub

Public Sub DvDoctor(control As IRibbonControl)
    DvEnsureBook
    RunPython "from danvan_xl.excel import ribbon; ribbon.doctor()"
End Sub
